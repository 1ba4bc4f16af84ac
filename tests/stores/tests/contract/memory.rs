//! Memory.

use heirloom::store::{Json, Memory, MessagePack, Postcard};

use crate::form::Form;
use crate::subject::Over;

fn store<F: Form>() -> Over<Memory<i64>, F> {
    Over::new(Memory::new())
}

of_every_store!(store::<Json>());
of_collections!(store::<Json>());

of_formats! { store:
    messagepack MessagePack;
    postcard Postcard;
}
