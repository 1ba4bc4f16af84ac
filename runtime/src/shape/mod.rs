//! Shapes: what a type writes and accepts as JSON, known while compiling; and how well one reads another.
//!
//! Decision notes 010 and 011. At the bottom of the layers: data and `const fn`, no serde at work and no bytes of records.

#![expect(clippy::large_stack_arrays, reason = "no heap while compiling")]

// Its macro is used by those below.
#[macro_use]
mod scalars;

#[cfg(feature = "testing")]
pub(crate) mod admits;
pub(crate) mod bytes;
pub(crate) mod canon;
mod companions;
mod containers;
mod cycles;
pub(crate) mod demand;
pub(crate) mod differ;
mod graph;
mod identity;
mod layer;
pub(crate) mod printed;
mod reads;
mod types;

pub use graph::Graph;
pub use layer::{Shape, of};
pub use reads::{Finding, Reading, Reason, Verdict, reads};
pub use types::{
    Absence, Enum, Field, Float, Integer, Payload, Presence, Struct, Tagging, Text, Type, Variant,
};

#[doc(hidden)]
pub use canon::print;
#[doc(hidden)]
pub use demand::{Demand, demand};
#[doc(hidden)]
pub use identity::{id, identity};
#[doc(hidden)]
pub use layer::{
    Body, Fixed, Layer, Link, NONE as NO_TYPES, Of, Reach, Shapeless, graph_or_unknown, list,
    or_unknown,
};
#[doc(hidden)]
pub use printed::Printed;
