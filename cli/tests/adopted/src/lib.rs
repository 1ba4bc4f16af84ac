pub mod model;
pub mod money;
