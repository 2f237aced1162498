"""行为目录 ``taizhang acts``: the acts there are, and the JSON Schema of their lines."""

from __future__ import annotations

import json

import attrs
import click
import msgspec

from domain.act import Act, act_class, all_acts
from taizhang import options, tables
from taizhang.act_lines import line_form, schema

COLUMNS = ("name", "what", "fields")
COMMON = frozenset(field.name for field in attrs.fields(Act))


@click.command("acts")
@click.argument("name", required=False)
@click.option("--schema", "as_schema", is_flag=True, help="Print JSON Schema instead.")
@options.lang_option
def command(*, name: str | None, as_schema: bool, lang: str) -> None:
    """List every act by its permanent name, or the fields of the act NAME."""
    if as_schema:
        click.echo(json.dumps(schema(name or ""), ensure_ascii=False, indent=2))
        return
    console = tables.console()
    if name:
        cls = act_class(name)
        console.print(
            f"{cls.name} {cls.zh} / {cls.en}\n{(cls.__doc__ or '').strip()}", markup=False
        )
        console.print(tables.table("", ("field", "type", "given"), _fields(cls, lang), lang))
        return
    rows = [
        (cls.name, cls.zh if lang == "zh" else cls.en, _own(cls)) for cls in all_acts().values()
    ]
    title = f"行为目录（{len(rows)}）" if lang == "zh" else f"Acts ({len(rows)})"
    console.print(tables.table(title, COLUMNS, rows, lang))


def _own(cls: type[Act]) -> str:
    """Return the names of the fields an act has beside those of every act."""
    return ", ".join(field.name for field in attrs.fields(cls) if field.name not in COMMON)


def _fields(cls: type[Act], lang: str) -> list[tuple[str, str, str]]:
    """Return each field of a line with its JSON type and whether it must be there."""
    properties = schema(cls.name)["$defs"][cls.name]["properties"]
    required = {one.name for one in msgspec.structs.fields(line_form(cls.name)) if one.required}
    required.add("act")
    given = ("选填", "必填") if lang == "zh" else ("optional", "required")
    return [(name, _type(of), given[name in required]) for name, of in properties.items()]


def _type(of: dict[str, object]) -> str:
    if "anyOf" in of:
        options_ = of["anyOf"]
        return " or ".join(_type(one) for one in options_) if isinstance(options_, list) else ""
    if "enum" in of and isinstance(of["enum"], list):
        return " or ".join(map(str, of["enum"]))
    reference = str(of.get("$ref", "")).rpartition("/")[2]
    return str(of.get("format") or of.get("type") or reference)
