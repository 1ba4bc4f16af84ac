pub mod v1;
#[rustfmt::skip]
pub mod v2;

pub use v2::Account as Latest;
pub type Account = Latest;
