//! Memory.

use heirloom::store::Memory;

use crate::subject::Over;

fn store() -> Over<Memory<i64>> {
    Over::new(Memory::new())
}

of_every_store!(store());
of_collections!(store());
