"""The analyst's word lists: read from the home, added to the packaged ones, wrong ones refused by name."""

from pathlib import Path

import pytest

from extract.catalog import load_word_lists, read_definition
from extract.errors import DefinitionError
from extract.word_lists import NO_WORDS, LabelGroup, Labels

ROOT = Path(__file__).parents[2]


def write(home: Path, name: str, text: str) -> None:
    (home / "words").mkdir(exist_ok=True)
    (home / "words" / name).write_text(text, "utf-8")


def test_without_files_nothing_is_added(tmp_path: Path) -> None:
    assert load_word_lists(tmp_path) == NO_WORDS


def test_both_lists_are_read(tmp_path: Path) -> None:
    write(tmp_path, "labels.toml", '[[groups]]\nkind = "act"\nlabel = "talk"\nterms = ["parley", "talks"]\n')
    write(tmp_path, "vague.toml", '[words]\nen = "envoy plenary"\n[telling]\nen = ["gas"]\n')
    lists = load_word_lists(tmp_path)
    assert [(g.kind, g.label, g.terms) for g in lists.labels.groups] == [
        ("act", "talk", {"any": ("parley", "talks")})
    ]  # fmt: skip
    assert lists.vague.words == {"en": ("envoy", "plenary")}
    assert lists.vague.telling == {"en": ("gas",)}


@pytest.mark.parametrize(
    ("name", "text", "key", "expected"),
    [
        ("label.toml", "", "file", "labels.toml or vague.toml"),
        ("labels.toml", '[[groups]]\nkind = "deed"\nlabel = "x"\nterms = ["y"]\n', "groups.0.kind", "'territory'"),
        ("labels.toml", '[[groups]]\nkind = "act"\nlabel = "x"\n', "groups.0.terms", "required"),
        ("labels.toml", '[[group]]\nkind = "act"\n', "group", "no such key"),
        ("vague.toml", '[en]\nwords = "envoy"\n', "en", "no such key"),
        ("vague.toml", '[words]\nEnglish = "envoy"\n', "words.English.[key]", "pattern"),
    ],
)
def test_a_wrong_list_names_file_key_and_expected(
    tmp_path: Path, name: str, text: str, key: str, expected: str
) -> None:
    write(tmp_path, name, text)
    with pytest.raises(DefinitionError) as problem:
        load_word_lists(tmp_path)
    assert problem.value.key == key
    assert str(tmp_path / "words" / name) in str(problem.value)
    assert expected in str(problem.value)


def test_the_analysts_group_stands_first_and_replaces_its_namesake() -> None:
    packaged = read_definition(ROOT / "reports" / "labels.toml", Labels)
    first, *rest = packaged.groups
    new = LabelGroup(kind="territory", label="islands", terms={"en": ("islands",)})
    own = Labels(verbs={"en": ("s",)}, groups=(new, first.model_copy(update={"terms": {"en": ("zone",)}})))
    both = packaged.extended(own)
    assert [g.label for g in both.groups] == ["islands", first.label, *(g.label for g in rest)]
    assert both.groups[1].terms == {"en": ("zone",)}
    assert both.verbs["en"] == ("s",)
    assert both.names == packaged.names
