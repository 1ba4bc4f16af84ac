//! Objects and arrays, as those of std.

use crate::shape::containers::{MapOf, SetOf};
use crate::shape::layer::Shape;

impl<K: Shape, V: Shape, S> Shape for indexmap::IndexMap<K, V, S> {
    type At = MapOf<K::At, V::At>;
}

impl<T: Shape, S> Shape for indexmap::IndexSet<T, S> {
    type At = SetOf<T::At>;
}
