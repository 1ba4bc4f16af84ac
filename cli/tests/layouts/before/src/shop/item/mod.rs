pub mod v1;

pub use self::v1::Item;
