pub mod v1;
pub mod v2;

pub use self::v2::Item;
