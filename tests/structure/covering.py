"""What must hold of every tree, whatever the text."""

from kg.model import Directive, Provision


def check(directive: Directive) -> None:
    """Spans nest and meet without gap or overlap, eids are unique, numbers and headings stand where they are said to."""
    text = directive.source.text
    root = directive.root
    assert (root.span.start, root.span.end) == (0, len(text))
    eids = [provision.eid for provision in root.walk()]
    assert len(set(eids)) == len(eids)
    for provision in root.walk():
        _check_one(provision)
    assert collapsed(directive) == text


def _check_one(provision: Provision) -> None:
    assert provision.lead.start == provision.span.start
    assert provision.lead.end == provision.body.start
    at = provision.body.end
    for child in provision.children:
        assert child.span.start == at
        assert child.eid.startswith(f"{provision.eid}__") or "__" not in child.eid
        at = child.span.end
    assert at == provision.span.end


def collapsed(directive: Directive) -> str:
    """The text put together again from leads and bodies in text order."""
    text = directive.source.text
    return "".join(text[part.start : part.end] for node in directive.root.walk() for part in (node.lead, node.body))
