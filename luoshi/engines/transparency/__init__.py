"""A record that anybody can check: Merkle trees as Certificate Transparency has them (RFC 9162), signed heads, proofs, and the audit."""

from luoshi.engines.transparency.audit import Head, SealedFact, audit
from luoshi.engines.transparency.checkpoint import Checkpoint, MalformedCheckpoint
from luoshi.engines.transparency.fact_proof import FactProof, MalformedProof, faults, read_proof
from luoshi.engines.transparency.findings import Finding, FindingKind
from luoshi.engines.transparency.hashing import EMPTY_ROOT, HASH_BYTES, leaf_hash, node_hash
from luoshi.engines.transparency.tree import WIDTH, Hashes, consistency_proof, grow, inclusion_proof, root
from luoshi.engines.transparency.verification import is_consistent, is_included

__all__ = [
    "EMPTY_ROOT",
    "HASH_BYTES",
    "WIDTH",
    "Checkpoint",
    "FactProof",
    "Finding",
    "FindingKind",
    "Hashes",
    "Head",
    "MalformedCheckpoint",
    "MalformedProof",
    "SealedFact",
    "audit",
    "consistency_proof",
    "faults",
    "grow",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "node_hash",
    "read_proof",
    "root",
]
