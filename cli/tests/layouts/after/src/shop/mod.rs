pub mod basket;
pub mod item;
