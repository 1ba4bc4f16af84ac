//! How version, payload and carry lie in a stored record (decision note 002).
//!
//! [`json`] opens and seals records; [`Versioned`] is a value together with what its record said
//! beside it. Nothing here knows where records live, nor which version a program should write.

mod carry;
mod error;
pub mod json;
mod newer;
mod tagged;
mod versioned;

pub use carry::Carry;
pub use error::{OpenError, OpenErrorKind, SealError, SealErrorKind};
pub use newer::{Found, Newer, View};
pub use tagged::Tagged;
pub use versioned::Versioned;
