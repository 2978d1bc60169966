"""Markup left in plain text: understood and masked, never taken out, so that offsets stay."""

import re

# Emphasis marks touch a word on one side; a lone "*" before a blank is a bullet and "2*3" a product, both stay.
_MARKUP = re.compile(
    r"\*{2,3}(?=\S)|(?<=\S)\*{2,3}"  # **bold**
    r"|(?<![\w*])\*(?=[\w(“\"])|(?<=[\w.)”\":;,%])\*(?![\w*])"  # *italic*
    r"|(?<![\w_])_{1,2}(?=\w)|(?<=\w)_{1,2}(?![\w_])"  # _italic_
    r"|\\(?=[%$_&#*])|\\[()\[\]]"  # \% and \( … \)
    r"|\$(?=\s?[\d\\(])(?=[^\n$]{1,200}\$)|(?:(?<=[\d%)])|(?<=[\d%)]\s))\$(?![\d.,])"  # $…$
    r"|</?(?:b|i|u|em|strong|span|p|br|font|div|td|tr|th|table|tbody)(?:\s[^<>\n]{0,200})?/?>"
    r"|^\#{1,6}(?=[ \t])",
    re.MULTILINE | re.IGNORECASE,
)
_TRIGGERS = re.compile(r"[*_\\$<#]")


def mask_markup(text: str) -> str:
    """`text` with emphasis marks, the `$` and backslashes of mathematics, and simple tags replaced by blanks.

    The result has the same length, so offsets into it are offsets into `text`: "$217/345 = 42,98\\%$" becomes
    " 217/345 = 42,98 % ".
    """
    pieces: list[str] = []
    position = 0
    for trigger in _TRIGGERS.finditer(text):
        match = _MARKUP.match(text, trigger.start()) if trigger.start() >= position else None
        if match is not None:
            pieces.extend((text[position : match.start()], " " * len(match[0])))
            position = match.end()
    pieces.append(text[position:])
    return "".join(pieces)
