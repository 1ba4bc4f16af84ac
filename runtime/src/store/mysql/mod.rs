//! MySQL and MariaDB, as diesel knows them: whatever client the program brings.

mod cell;
mod column;
mod dialect;
mod fault;
