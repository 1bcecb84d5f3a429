"""Country codes of ISO 3166-1, and between which degrees a country lies (general knowledge, rounded)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple


class Box(NamedTuple):
    """Whole degrees around a country; generous, since only gross errors are to be found."""

    south: int
    west: int
    north: int
    east: int

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a place lies inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


_CODES: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""

ISO_3166_1: Final = frozenset(_CODES.split())
"""Officially assigned alpha-2 codes."""

# South, west, north, east. Parts overseas are inside where they share the country's code (Hawaii, Madeira).
# A country that is missing here is not checked.
_BOXES: Final = """
AE 22 51 27 57 | AL 39 19 43 22 | AR -56 -74 -21 -53 | AT 46 9 50 18 | AU -44 112 -9 154 | BA 42 15 46 20
BD 20 88 27 93 | BE 49 2 52 7 | BG 41 22 45 29 | BH 25 50 27 51 | BR -34 -74 6 -34 | BY 51 23 57 33
CA 41 -142 84 -52 | CH 45 5 48 11 | CL -56 -110 -17 -66 | CN 18 73 54 135 | CO -5 -82 14 -66
CR 5 -88 12 -82 | CU 19 -85 24 -74 | CY 34 32 36 35 | CZ 48 12 52 19 | DE 47 5 56 16 | DK 54 8 58 16
DO 17 -73 20 -68 | DZ 18 -9 38 12 | EC -6 -93 2 -75 | EE 57 21 60 29 | EG 21 24 32 37 | ES 27 -19 44 5
FI 59 19 71 32 | FR 41 -6 52 10 | GB 49 -9 61 2 | GE 41 39 44 47 | GH 4 -4 12 2 | GR 34 19 42 30
GT 13 -93 18 -88 | HK 22 113 23 115 | HR 42 13 47 20 | HU 45 16 49 23 | ID -12 94 7 142 | IE 51 -11 56 -5
IL 29 34 34 36 | IN 6 68 36 98 | IQ 29 38 38 49 | IR 25 44 40 64 | IS 63 -25 67 -13 | IT 35 6 48 19
JO 29 34 34 40 | JP 20 122 46 154 | KE -5 33 6 42 | KR 33 124 39 132 | KW 28 46 31 49 | KZ 40 46 56 88
LB 33 35 35 37 | LI 47 9 48 10 | LK 5 79 10 82 | LT 53 20 57 27 | LU 49 5 51 7 | LV 55 20 59 29
MA 27 -14 36 0 | MD 45 26 49 31 | ME 41 18 44 21 | MK 40 20 43 24 | MO 22 113 23 114 | MT 35 14 37 15
MX 14 -119 33 -86 | MY 0 99 8 120 | NG 4 2 14 15 | NL 50 3 54 8 | NO 57 4 72 32 | NZ -53 165 -33 180
OM 16 51 27 60 | PA 7 -84 10 -77 | PE -19 -82 1 -68 | PH 4 116 22 127 | PK 23 60 38 78 | PL 48 14 55 25
PR 17 -68 19 -65 | PT 30 -32 43 -6 | PY -28 -63 -19 -54 | QA 24 50 27 52 | RO 43 20 49 30 | RS 41 18 47 24
RU 41 19 82 180 | RW -3 28 -1 31 | SA 16 34 33 56 | SE 55 10 70 25 | SG 1 103 2 105 | SI 45 13 47 17
SK 47 16 50 23 | SN 12 -18 17 -11 | TH 5 97 21 106 | TN 30 7 38 12 | TR 35 25 43 45 | TW 21 118 27 123
UA 44 22 53 41 | US 18 -180 72 -66 | UY -35 -59 -30 -53 | UZ 37 55 46 74 | VN 8 102 24 110 | ZA -35 16 -22 33
"""


def _boxes() -> dict[str, Box]:
    words = [part.split() for line in _BOXES.strip().splitlines() for part in line.split("|")]
    return {code: Box(*(int(degree) for degree in degrees)) for code, *degrees in words}


BOXES: Final = MappingProxyType(_boxes())
"""The box of each country that has one."""
