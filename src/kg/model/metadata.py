"""What is known of a document besides its text: its name in identifiers, who vouches for it, what it carries out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.model.directive import Header

UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The file beside a document. Every field but ``key`` may be empty: then the text alone speaks.

    ``authority`` is a key of ``ontology/vocabulary/source-authority.csv``: how close the text is to its issuer's own.
    ``implements`` holds keys of other documents, or titles of texts that are not at hand.
    """

    key: str
    title: str = ""
    doc_type: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    date: str | None = None
    authority: str = UNSTATED
    implements: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    language: str = "zh"
    licence: str = ""
    source: str = ""
    """Where the document was published."""

    def complete(self, header: Header) -> Header:
        """``header`` with what is stated here in the place of what the text says.

        ``implements`` stays apart: here it names documents by key, in the header by title.

        >>> Metadata(key="a", date="2020-09-14").complete(Header(title="意见")).date
        '2020-09-14'
        """
        return replace(
            header,
            title=self.title or header.title,
            doc_type=self.doc_type or header.doc_type,
            number=self.number or header.number,
            issuers=self.issuers or header.issuers,
            date=self.date or header.date,
            addressees=self.addressees or header.addressees,
        )
