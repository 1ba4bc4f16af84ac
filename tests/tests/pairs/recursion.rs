//! Types that contain themselves.

changes! {
    an_option_is_added "recursive: Option added" [yes loss]
    root list content untagged flat
    { pub(crate) struct T { x: u8, next: Option<Box<T>> } } =>
    { pub(crate) struct T { x: u8, next: Option<Box<T>>, note: Option<String> } }

    a_field_is_added "add required field" [no loss]
    root content
    { pub(crate) struct T { x: u8, next: Vec<T> } } =>
    { pub(crate) struct T { x: u8, next: Vec<T>, note: String } }

    a_value_widens "element, map value, recursive value widened" [yes no]
    root map untagged
    { pub(crate) struct T { x: u8, next: Vec<T> } } =>
    { pub(crate) struct T { x: u16, next: Vec<T> } }

    it_is_unrolled "unrolled recursion" [yes yes]
    root content untagged
    { pub(crate) struct T { x: u8, next: Option<Box<T>> } } =>
    { pub(crate) struct T { x: u8, next: Option<Box<N>> } pub(crate) struct N { x: u8, next: Option<Box<T>> } }

    it_is_unrolled_and_one_differs "unrolled recursion" [yes no]
    root
    { pub(crate) struct T { x: u8, next: Option<Box<T>> } } =>
    { pub(crate) struct T { x: u8, next: Option<Box<N>> } pub(crate) struct N { x: u16, next: Option<Box<T>> } }

    it_ends "recursion ends" [no yes]
    root
    { pub(crate) struct T { x: u8, next: Vec<T> } } =>
    { pub(crate) struct T { x: u8, next: [u8; 0] } }

    it_begins "recursion begins" [yes loss]
    root
    { pub(crate) struct T { x: u8 } } =>
    { pub(crate) struct T { x: u8, #[serde(default)] next: Vec<T> } }

    two_types_contain_each_other "recursive: Option added" [yes loss]
    root
    { pub(crate) struct T { x: u8, o: Option<Box<O>> } pub(crate) struct O { y: u8, t: Vec<T> } } =>
    { pub(crate) struct T { x: u8, o: Option<Box<O>> } pub(crate) struct O { y: u8, z: Option<u8>, t: Vec<T> } }

    two_types_contain_each_other_and_one_narrows "element, map value, recursive value widened" [no yes]
    root
    { pub(crate) struct T { x: u8, o: Option<Box<O>> } pub(crate) struct O { y: i64, t: Vec<T> } } =>
    { pub(crate) struct T { x: u8, o: Option<Box<O>> } pub(crate) struct O { y: i8, t: Vec<T> } }

    a_tree_of_values "element, map value, recursive value widened" [yes no]
    root list
    { pub(crate) struct T { it: Tree<u8> } pub(crate) struct Tree<V> { v: V, of: Vec<Tree<V>> } } =>
    { pub(crate) struct T { it: Tree<u16> } pub(crate) struct Tree<V> { v: V, of: Vec<Tree<V>> } }

    the_same_type_with_two_parameters "element, map value, recursive value widened" [no no]
    root
    { pub(crate) struct T { a: Tree<u8>, b: Tree<u16> } pub(crate) struct Tree<V> { v: V, of: Vec<Tree<V>> } } =>
    { pub(crate) struct T { a: Tree<u16>, b: Tree<u8> } pub(crate) struct Tree<V> { v: V, of: Vec<Tree<V>> } }

    a_map_contains_itself "element, map value, recursive value widened" [yes no]
    root
    { pub(crate) struct T { x: u8, of: BTreeMap<String, T> } } =>
    { pub(crate) struct T { x: i16, of: BTreeMap<String, T> } }
}
