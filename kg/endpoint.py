"""Ask a SPARQL endpoint over HTTP, as a graph on disk is asked.

Only queries are sent; what may be one is decided in `kg.queries`. All named graphs are asked
together: Oxigraph's server is told so with each query, others (Virtuoso, QLever) do so anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox
import requests

from kg.errors import QueryError, one_line
from kg.queries import Table, Triples, answer_of

_TABLE = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_CONNECT = 10  # seconds


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place on the network that answers SPARQL 1.1 queries.

    Attributes:
        url: where queries are posted.
        timeout: seconds to wait for an answer.
    """

    url: str
    timeout: float = 60

    def answer(self, sparql: str) -> Table | Triples:
        """Send one query and read its answer.

        Raises:
            QueryError: the endpoint cannot be reached, is too slow, refuses the query, or gives no
                results of SPARQL; names it and says what to do.
        """
        response = self._post(sparql)
        try:
            if response.headers.get("Content-Type", "").startswith(_TRIPLES):
                quads = ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)
                return Triples(tuple(sorted({quad.triple for quad in quads}, key=str)))
            results = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
            return answer_of(results)
        except (SyntaxError, ValueError):
            told = "gives no results of SPARQL; is this the address that queries are sent to?"
            raise QueryError(f"{self._name}: {told}") from None

    def _post(self, sparql: str) -> requests.Response:
        try:
            response = requests.post(
                self.url,
                data={"query": sparql, "union-default-graph": ""},
                headers={"Accept": f"{_TABLE}, {_TRIPLES};q=0.9"},
                timeout=(_CONNECT, self.timeout),
                allow_redirects=False,  # a redirected POST becomes a GET without the query
            )
        except requests.Timeout:
            told = f"no answer in {self.timeout:g} seconds; ask for less, or wait longer: --timeout"
            raise QueryError(f"{self._name}: {told}") from None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            raise QueryError(f"{self._name}: no answer; is it running, at this address?") from None
        except (requests.RequestException, ValueError):
            told = "no address of an endpoint; write it as http://HOST:PORT/query"
            raise QueryError(f"{self._name}: {told}") from None
        if response.status_code != requests.codes.ok:
            raise QueryError(f"{self._name}: {_refusal(response)}")
        return response

    @property
    def _name(self) -> str:
        """The address without what may be a password."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return self.url
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _refusal(response: requests.Response) -> str:
    if response.is_redirect:
        return f"has moved to {response.headers['Location']}; ask there"
    words = one_line(ValueError(response.text[:200]))
    return f"refuses the query with {response.status_code} {response.reason}: {words}".rstrip(": ")
