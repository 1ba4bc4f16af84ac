//! The task of a small to-do application, in the three versions that it has had.

/// The first release.
pub mod v1 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "task", version = 1)]
    pub struct Task {
        pub title: String,
        pub done: bool,
        pub room: String,
    }
}

/// The title is called a name, rooms are gone, and a task can be more than done or not.
pub mod v2 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::v1;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v1::Task, drop(room = "anywhere"))] // what a program of version 1 sees
    pub struct Task {
        #[migrate(from = title)]
        pub name: String,
        #[migrate(from = done, map(false => State::Open, true => State::Done))]
        pub state: State,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "state", version = 1)]
    pub enum State {
        Open,
        Done,
    }
}

/// Today: tasks have a priority and tags, and can wait for something.
pub mod v3 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::v2;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v2::Task)]
    pub struct Task {
        pub name: String,
        #[migrate(nested)]
        pub state: State,
        #[migrate(default = 3)]
        pub priority: u8,
        #[migrate(default)]
        pub tags: Vec<String>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v2::State)]
    pub enum State {
        Open,
        Done,
        #[migrate(added, down = Open)] // what a program of version 2 sees
        Waiting {
            reason: String,
        },
    }
}

pub use v3::{State, Task};
