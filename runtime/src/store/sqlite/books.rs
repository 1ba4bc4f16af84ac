//! Transactions.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::sqlite::SqliteConnection;

use crate::store::backend::{Books, Result};
use crate::store::sqlite::fault::classify;

impl Books for SqliteConnection {
    fn in_transaction(&mut self) -> Result<bool> {
        let status = AnsiTransactionManager::transaction_manager_status_mut(self);
        status.transaction_depth().map(|depth| depth.is_some()).map_err(classify)
    }

    /// SQLite ends a transaction on some failures, such as a trigger's `RAISE(ROLLBACK)`, and diesel does not
    /// hear of it. Statements after that would take effect one by one.
    fn transaction_survived(&mut self) -> bool {
        // Beginning another is an error exactly while there is one. If it succeeds, the caller's rollback ends it.
        self.batch_execute("BEGIN").is_err()
    }
}
