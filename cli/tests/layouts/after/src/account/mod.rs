pub mod v1;
#[rustfmt::skip]
pub mod v2;
#[rustfmt::skip]
pub mod v3;

pub use v3::Account as Latest;
pub type Account = Latest;
