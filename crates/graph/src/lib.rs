//! The competitive graph: who competes with, serves and depends on whom.
