"""A folder becomes a catalog: kinds by place, one order, and nothing dropped in silence."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cdmo_plan.diagnostics import codes
from cdmo_plan.reading import catalog_folder, files, limits
from cdmo_plan.reading.catalog_folder import ReadCatalog, read_catalog
from cdmo_plan.reading.files import read_file
from cdmo_plan.reading.places import ReadingFailure, kind_of

MANIFEST = "format: '1'\ncatalog: c\ntitle: C\nas_of: 2024\nlicence: MIT\n"
REAL = Path(__file__).parents[2] / "catalogs"


def _write(root: Path, **texts: str) -> Path:
    for name, text in ({"manifest.yaml": MANIFEST} | texts).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _found(catalog: ReadCatalog) -> list[tuple[str, str]]:
    return [
        (Path(each.mark.file).relative_to(catalog.root).as_posix(), each.name) for each in catalog.diagnostics
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("manifest.yaml", "manifest"),
        ("partners/agc.yaml", "partner"),
        ("partners/agc.YML", "partner"),
        ("processes/mab.yml", "process"),
        ("agreements.yaml", "agreements"),
        ("organisations.yaml", "organisations"),
        ("equipment.yaml", "equipment"),
        ("regions.yaml", "regions"),
        ("lanes.yml", "lanes"),
        ("agc.yaml", None),
        ("partners/eu/agc.yaml", None),
        ("processes/manifest.txt", None),
    ],
)
def test_a_file_is_of_the_kind_of_its_place(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind


def test_the_default_catalog_is_read_without_findings() -> None:
    catalog = read_catalog(REAL, shown_as="catalogs")

    assert not catalog.diagnostics, str(catalog.diagnostics[0])
    assert all(file.document for file in catalog.files)


def test_errors_of_all_files_are_reported_in_order_of_place(tmp_path: Path) -> None:
    root = _write(
        tmp_path,
        **{
            "partners/b.yaml": "partner: b\nname: B\nname: C\nnmae: D\n",
            "partners/a.yml": "partner: a\n",
            "processes/x.yaml": "steps: [\n",
            "lanes.yaml": "lanes: []\n",
            "agreements.yaml": "agreements:\n- {id: x, id: y}\n",
        },
    )

    catalog = read_catalog(root)

    assert _found(catalog) == [
        *[("agreements.yaml", "missing-field")] * 4,
        ("agreements.yaml", "duplicate-key"),
        ("partners/a.yml", "missing-field"),
        ("partners/b.yaml", "duplicate-key"),
        ("partners/b.yaml", "unknown-field"),
        ("processes/x.yaml", "yaml-syntax"),
    ]
    assert [file.path for file in catalog.files] == [
        "agreements.yaml",
        "lanes.yaml",
        "manifest.yaml",
        "partners/a.yml",
        "partners/b.yaml",
        "processes/x.yaml",
    ]
    assert [file.path for file in catalog.of_kind("partner")] == ["partners/a.yml", "partners/b.yaml"]


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"partners/{letter}.yaml" for letter in "dbeac"]
    root = _write(tmp_path, **{name: f"partner: p\nname: {name}\nx: 1\n" for name in names})
    wanted = read_catalog(root)
    walk = os.walk

    def backwards(top: Path, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, found in walk(top, **options):
            found.reverse()
            yield folder, folders, found

    monkeypatch.setattr(os, "walk", backwards)
    again = read_catalog(root)

    assert [file.path for file in again.files] == [file.path for file in wanted.files]
    assert again.diagnostics == wanted.diagnostics


def test_a_folder_without_a_manifest_is_told_what_to_create(tmp_path: Path) -> None:
    (finding,) = read_catalog(tmp_path).diagnostics

    assert finding.code == codes.NO_MANIFEST.code
    assert str(finding.mark) == f"{tmp_path}/manifest.yaml:1:1"
    assert finding.hint == (
        'create it with the fields format, catalog, title, as_of, licence; the first is format: "1"'
    )


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("partner/agc.yaml", "did you mean partners/agc.yaml?"),
        ("proceses/mab.yml", "did you mean processes/mab.yaml?"),
        ("partners/eu/agc.yaml", "did you mean partners/agc.yaml?"),
        ("agreement.yaml", "did you mean agreements.yaml?"),
        ("deep/regions.yaml", "did you mean regions.yaml?"),
        ("zebra.yaml", "did you mean partners/zebra.yaml or processes/zebra.yaml or amendments/zebra.yaml?"),
    ],
)
def test_a_file_in_no_known_place_is_a_warning(tmp_path: Path, path: str, hint: str) -> None:
    catalog = read_catalog(_write(tmp_path, **{path: "nonsense: ["}))

    (finding,) = catalog.diagnostics
    assert (finding.name, finding.hint, str(finding.severity)) == ("unknown-file", hint, "warning")
    assert [file.path for file in catalog.files] == ["manifest.yaml"]


def test_what_is_hidden_or_no_yaml_is_not_read(tmp_path: Path) -> None:
    hidden = {".draft.yaml": "[", ".git/x.yaml": "[", "partners/.x.yml": "[", "README.md": "[", "a.json": "["}

    assert not read_catalog(_write(tmp_path, **hidden)).diagnostics


def test_two_spellings_of_one_file_are_refused(tmp_path: Path) -> None:
    (finding,) = read_catalog(_write(tmp_path, **{"manifest.yml": MANIFEST})).diagnostics

    assert (finding.name, Path(finding.mark.file).name) == ("file-twice", "manifest.yml")
    assert finding.related[0][0].file == f"{tmp_path}/manifest.yaml"


def test_marks_name_files_as_they_are_to_be_shown(tmp_path: Path) -> None:
    root = _write(tmp_path, **{"lanes.yaml": "x: 1\n"})

    assert {each.mark.file for each in read_catalog(root, shown_as="mine").diagnostics} == {"mine/lanes.yaml"}


@pytest.mark.parametrize(
    ("name", "reason"), [("nowhere", "there is no such folder"), ("manifest.yaml", "this is not a folder")]
)
def test_a_root_that_cannot_be_read_is_a_failure(tmp_path: Path, name: str, reason: str) -> None:
    root = _write(tmp_path) / name

    with pytest.raises(ReadingFailure, match=reason):
        read_catalog(root)


def test_one_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _write(tmp_path, **{"lanes.yaml": "lanes: []\n"})

    def refuse(path: Path) -> bytes:
        if path.name == "lanes.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return path.read_bytes()

    monkeypatch.setattr(catalog_folder, "read_bytes", refuse)
    catalog = read_catalog(root)

    assert _found(catalog) == [("lanes.yaml", "unreadable-file")]
    assert catalog.diagnostics[0].message == "The file cannot be read: Permission denied"


def test_pipes_dangling_links_loops_and_folders_named_like_files_end_the_reading_of_nothing(
    tmp_path: Path,
) -> None:
    root = _write(tmp_path)
    os.mkfifo(root / "lanes.yaml")
    (root / "regions.yaml").symlink_to(root / "gone.yaml")
    (root / "loop").symlink_to(root)
    (root / "equipment.yaml").mkdir()

    assert _found(read_catalog(root)) == [
        ("equipment.yaml", "unreadable-file"),
        ("lanes.yaml", "unreadable-file"),
        ("regions.yaml", "unreadable-file"),
    ]


def test_a_folder_behind_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "p.yaml").write_text("partner: p\nname: P\n")
    root = _write(tmp_path / "root")
    (root / "partners").symlink_to(tmp_path / "elsewhere")

    assert [file.path for file in read_catalog(root).files] == ["manifest.yaml", "partners/p.yaml"]


def test_a_subfolder_that_cannot_be_listed_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _write(tmp_path, **{"partners/p.yaml": "partner: p\nname: P\n"})
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "partners":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert _found(read_catalog(root)) == [("partners", "unreadable-file")]


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    root = _write(tmp_path)
    (root / "partners").mkdir()
    (root / os.fsdecode(b"partners/\xff.yaml")).write_text("partner: p\n")

    (finding,) = read_catalog(root).diagnostics

    assert str(finding).encode()


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 200)
    root = _write(tmp_path, **{"lanes.yaml": "x" * 1_000})

    assert _found(read_catalog(root)) == [("lanes.yaml", "file-too-large")]
    assert len(files.read_bytes(root / "lanes.yaml")) == 201


def test_one_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = _write(tmp_path) / "manifest.yaml"

    assert read_file(path, "manifest").document
    with pytest.raises(ReadingFailure, match=r"gone\.yaml: No such file"):
        read_file(tmp_path / "gone.yaml", "manifest")
    with pytest.raises(ReadingFailure, match="this is not a file"):
        read_file(tmp_path, "manifest")
