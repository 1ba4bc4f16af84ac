#[migrate(entity = "page", version = 1)]
pub struct PageV1<T: Clone, const N: usize> {
    pub items: Vec<T>,
}

#[migrate(from = PageV1<T, N>, version = "2.1", crate = crate::storage)]
pub struct Page<T: Clone, const N: usize>
where
    T: Default,
{
    pub items: Vec<T>,
}
