//! What the binary codecs have in common: a header, a carry and a payload (decision note 014).
//!
//! The modules of the codecs name functions for one [`Codec`] each; everything they do is here. Nothing is allocated because
//! a record claims a length.

mod codec;
mod functions;
mod header;
mod limits;
mod positional;
mod read;
mod write;

pub(super) use codec::{Codec, MORE};
pub(super) use functions::functions;
pub(super) use limits::{Limited, Limits};
pub(super) use read::{open, open_at, version_of};
pub(super) use write::{seal_as, seal_at};
