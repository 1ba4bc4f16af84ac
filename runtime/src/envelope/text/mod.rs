//! What the formats of text other than JSON have in common (decision note 022).
//!
//! A record of TOML or YAML is its JSON record in another notation: what the envelope's members, the chain, the carry and its prints mean is
//! said once, for JSON, and a notation says how values are written. Between the two stands a [`Node`].

mod functions;
mod node;
mod nulls;
mod quote;
mod read;
mod write;

pub(super) use functions::functions;
pub(super) use node::{DEPTH, Node, Refused};
pub(super) use quote::{literal, quoted};
pub(super) use read::{find, from_at, open, read, utf8, version_of, view};
pub(super) use write::{newer, seal_as, seal_at};

use crate::envelope::CodecError;
use crate::envelope::fault::Reason;

/// A notation of text.
pub(super) trait Notation {
    /// How people name it.
    const NAME: &'static str;
    /// Whether it has a null. Where it has none, a member that is null is left out.
    const HAS_NULL: bool;

    /// Reads a text as one value.
    fn read(text: &str) -> Result<Node<'_>, Reason>;

    /// Writes a value, or names what it has no form for.
    fn write(node: &Node<'_>) -> Result<String, Refused>;
}

fn error<N: Notation>(path: String, reason: impl Into<Reason>) -> CodecError {
    CodecError { codec: N::NAME, path, reason: reason.into() }
}
