//! An entity whose step can refuse a value, or panic.

/// Version 1: the port is a text.
pub mod v1 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    /// A server.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "server", version = 1)]
    pub struct Server {
        /// Digits, mostly.
        pub port: String,
    }
}

/// Version 2: the port is a number.
pub mod v2 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::v1;

    /// A server.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v1::Server)]
    pub struct Server {
        /// A number.
        #[migrate(try_up = number, down = text)]
        pub port: u16,
    }

    #[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
    fn number(port: String) -> Result<u16, String> {
        assert!(port != "panic", "a step that does not expect this");
        port.parse().map_err(|_| format!("`{port}` is no port"))
    }

    fn text(port: u16) -> String {
        port.to_string()
    }
}

pub use v2::Server;
