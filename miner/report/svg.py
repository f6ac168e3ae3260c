"""A check of drawings that are made elsewhere, before a page takes them in as they are."""

from lxml import etree

from miner.errors import ReportError

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "title", "desc", "line", "rect", "path", "circle", "polygon", "text", "tspan"})
_ATTRIBUTES = frozenset(
    {"class", "role", "version", "viewBox", "width", "height", "preserveAspectRatio", "x", "y", "x1", "x2", "y1", "y2",
     "dx", "dy", "d", "cx", "cy", "r", "rx", "points", "transform", "text-anchor", "aria-hidden", "aria-label", "fill",
     "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-style", "font-weight",
     "dominant-baseline", "id", "aria-labelledby"}
)  # fmt: skip


def checked_svg(drawing: str) -> str:
    """Return an SVG as a page takes it in: shapes and text, without script, link, image or event handler.

    Styles are left out, since the policy of the page would not let them have an effect.

    Raises:
        ReportError: the drawing is not well-formed, or has something else.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(drawing.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"The drawing is no well-formed SVG ({error}); the page cannot take it in") from error
    for node in root.iter():
        if "style" in node.attrib:
            del node.attrib["style"]
        name = node.tag.removeprefix(_SVG) if isinstance(node.tag, str) else "comment or entity"
        unknown = [str(attribute) for attribute in node.attrib if attribute not in _ATTRIBUTES]
        if name not in _ELEMENTS or unknown or root.tag.removeprefix(_SVG) != "svg":
            raise ReportError(f"The drawing has {name} {' '.join(unknown)}: only shapes and text can be in a page")
    return etree.tostring(root, encoding="unicode")
