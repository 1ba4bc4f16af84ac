use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "page", version = 1)]
pub struct PageV1<T>
where
    T: Clone,
{
    pub items: Vec<T>,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = PageV1<T>)]
pub struct PageV2<T>
where
    T: Clone,
{
    pub items: Vec<T>,
    #[migrate(default)]
    pub next: Option<Box<Cursor>>,
}

impl<T: Clone> PageV2<T> {
    pub fn is_last(&self) -> bool {
        let Self { next, .. } = self;
        next.is_none()
    }
}

/// Version 3.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = PageV2<T>)]
pub struct PageV3<T>
where
    T: Clone,
{
    pub items: Vec<T>,
    pub next: Option<Box<Cursor>>,
}

impl<T: Clone> PageV3<T> {
    pub fn is_last(&self) -> bool {
        let Self { next, .. } = self;
        next.is_none()
    }
}

#[derive(Serialize, Deserialize)]
pub struct Cursor {
    pub at: u64,
}

pub type Page = PageV3<String>;

pub fn is_last(page: &Page) -> bool {
    page.is_last()
}
