"""A local stand-in for NCBI's E-utilities (db=pubmed) that serves a store of XML records over real HTTP.

    store = PubmedStore()
    store.load([Path("records.xml.gz")])
    with serve(store) as server:
        ...  # point the client at server.url

Each module states which response formats were seen in public documents and which are from memory. To start the server
by hand, see `python -m tests.eutils --help`.
"""

from tests.eutils.faults import KINDS, Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, Request, serve
from tests.eutils.store import PubmedStore

__all__ = ["KINDS", "EutilsServer", "Faults", "PubmedStore", "Request", "make_record", "serve"]
