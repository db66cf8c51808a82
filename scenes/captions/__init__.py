"""Everything a lesson says, in every language it says it in."""

from scenes.captions.caption import Caption, CaptionTooLongError
from scenes.captions.catalogue import LANGUAGES, Catalogue

__all__ = ["LANGUAGES", "Caption", "CaptionTooLongError", "Catalogue"]
