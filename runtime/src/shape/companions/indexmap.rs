//! Objects and arrays, as those of std.

use crate::shape::containers::{MapOf, SetOf};
use crate::shape::layer::{Depth, Shape};

impl<K: Shape, V: Shape, S> Shape for indexmap::IndexMap<K, V, S> {
    type At<D: Depth> = MapOf<K::At<D>, V::At<D>>;
}

impl<T: Shape, S> Shape for indexmap::IndexSet<T, S> {
    type At<D: Depth> = SetOf<T::At<D>>;
}
