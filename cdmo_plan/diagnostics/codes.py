"""The families of findings, and every kind that reading and linking report.

The first digit of a code is its family; codes are never reused. Rules about a catalog that was
read and linked declare their codes where they are written: `cdmo_plan.catalog.rules`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from cdmo_plan.diagnostics.diagnostic import Code, Severity

FAMILIES: Final = MappingProxyType(
    {
        "CAT1": "Structure: is a file well-formed, and does it have the shape of its kind?",
        "CAT2": "References: does every identifier name something, and only one thing?",
        "CAT3": "Plausibility: can it be as it is written?",
        "CAT4": "Evidence: who says so, since when, and how well is it founded?",
        "CAT5": "Vocabulary: do codes, identifiers and words mean what others mean by them?",
        "CAT6": "Recipes: does the work lead from gene to vial?",
        "CAT7": "Agreements and ownership: who belongs to whom, and who signs?",
        "CAT8": "Coverage: is every entity of use to some answer?",
        "CAT9": "Layers: what do catalogs that lie over each other say of the same entity?",
    }
)

DUPLICATE_KEY: Final = Code(code="CAT101", name="duplicate-key", summary="A key stands twice in one mapping.")
UNREADABLE_FILE: Final = Code(
    code="CAT102", name="unreadable-file", summary="A file or folder cannot be opened or read."
)
NOT_UTF8: Final = Code(code="CAT103", name="not-utf8", summary="A file is not encoded as UTF-8.")
CONTROL_CHARACTER: Final = Code(
    code="CAT104", name="control-character", summary="A text holds a character that no editor shows."
)
SYNTAX: Final = Code(code="CAT105", name="yaml-syntax", summary="A file is not well-formed YAML.")
EMPTY_FILE: Final = Code(code="CAT106", name="empty-file", summary="A file says nothing.")
TOO_LARGE: Final = Code(code="CAT107", name="file-too-large", summary="A file is larger than 16 MB.")
TOO_MANY_EVENTS: Final = Code(
    code="CAT108", name="too-many-events", summary="A file has more than 500,000 YAML events."
)
TOO_DEEP: Final = Code(
    code="CAT109", name="too-deep", summary="Lists and mappings stand more than 40 levels deep."
)
ALIAS: Final = Code(
    code="CAT110", name="anchor-or-alias", summary="A value is named with & or repeated with *."
)
MERGE_KEY: Final = Code(code="CAT111", name="merge-key", summary="A mapping pulls in another with <<.")
TAG: Final = Code(code="CAT112", name="tag", summary="A value carries an explicit YAML tag.")
SECOND_DOCUMENT: Final = Code(
    code="CAT113", name="second-document", summary="A file holds more than one YAML document."
)
KEY_NOT_TEXT: Final = Code(
    code="CAT114", name="key-not-text", summary="A key is empty, or is a list or a mapping."
)
UNQUOTED: Final = Code(
    code="CAT115",
    name="unquoted-trap",
    summary="A plain value is read rightly here and changed by other YAML readers.",
    severity=Severity.WARNING,
)
NO_MANIFEST: Final = Code(code="CAT116", name="no-manifest", summary="A catalog folder has no manifest.yaml.")
UNKNOWN_FILE: Final = Code(
    code="CAT117",
    name="unknown-file",
    summary="A YAML file stands where no file of a catalog belongs.",
    severity=Severity.WARNING,
)
FILE_TWICE: Final = Code(code="CAT118", name="file-twice", summary="A file stands as .yaml and as .yml.")
MISSING_FIELD: Final = Code(code="CAT121", name="missing-field", summary="A required field is missing.")
UNKNOWN_FIELD: Final = Code(code="CAT122", name="unknown-field", summary="A field is not part of the format.")
WRONG_TYPE: Final = Code(
    code="CAT123", name="wrong-type", summary="A list, mapping or text stands where another belongs."
)
UNKNOWN_WORD: Final = Code(
    code="CAT124", name="unknown-word", summary="A value is not in the field's vocabulary."
)
BAD_NUMBER: Final = Code(code="CAT125", name="bad-number", summary="A value is no finite number.")
BAD_DATE: Final = Code(code="CAT126", name="bad-date", summary="A value is no date.")
BAD_FLAG: Final = Code(code="CAT127", name="bad-flag", summary="A value is neither true nor false.")
BAD_FORM: Final = Code(
    code="CAT128", name="bad-form", summary="A text does not have the form that its field asks for."
)
OUT_OF_RANGE: Final = Code(
    code="CAT129", name="out-of-range", summary="A number lies outside of what its field can mean."
)
EMPTY_VALUE: Final = Code(
    code="CAT130", name="empty-value", summary="A text or list is empty where it must say something."
)
MORE_PROBLEMS: Final = Code(
    code="CAT131", name="more-problems", summary="A file has more problems than are listed."
)

UNKNOWN_REFERENCE: Final = Code(
    code="CAT201", name="unknown-reference", summary="An identifier names nothing in the catalog."
)
DUPLICATE_ID: Final = Code(
    code="CAT202", name="duplicate-id", summary="Two entities carry the same identifier."
)
UNKNOWN_SOURCE: Final = Code(
    code="CAT203", name="unknown-source", summary="A fact cites a source that its file does not list."
)
CIRCLE: Final = Code(code="CAT204", name="circle", summary="Steps of a recipe wait for each other.")

LAYERS_CONTRADICT: Final = Code(
    code="CAT901",
    name="layers-contradict",
    summary="A layer states something else than a layer below it; the later one wins.",
    severity=Severity.WARNING,
)
WRITTEN_ANEW: Final = Code(
    code="CAT902",
    name="written-anew",
    summary="A layer writes an entity of a layer below as a whole, and does not amend it.",
    severity=Severity.WARNING,
)
WITHDRAWN_STILL_NAMED: Final = Code(
    code="CAT903",
    name="withdrawn-still-named",
    summary="Something names an entity that a layer withdraws.",
    severity=Severity.WARNING,
)
AMENDMENT_REPEATS: Final = Code(
    code="CAT904",
    name="amendment-repeats",
    summary="An amendment says what a layer below says already.",
    severity=Severity.INFO,
)

CODES: Final = MappingProxyType(
    {value.code: value for value in list(globals().values()) if isinstance(value, Code)}
)
"""The table by code, in the order of the module."""
