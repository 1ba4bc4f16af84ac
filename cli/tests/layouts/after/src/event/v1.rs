//! The first.

use heirloom::{Migrate, Unknown};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "event", version = 1)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    SignedIn {
        user: String,
    },
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(Unknown<Event>),
}
