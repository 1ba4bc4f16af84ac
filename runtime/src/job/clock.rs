//! Time: what the books say, and how long to wait.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::store::StoreErrorKind;
use crate::store::backend::Result;

/// Microseconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Tries again while another connection holds the lock, at growing intervals, for as long as `patience` lasts.
pub(super) fn patiently<R>(patience: Duration, mut act: impl FnMut() -> Result<R>) -> Result<R> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match act() {
            Err(StoreErrorKind::Locked) if begun.elapsed() < patience => {
                thread::sleep(pause.min(patience.saturating_sub(begun.elapsed())));
                pause = (pause * 2).min(Duration::from_millis(100));
            }
            done => return done,
        }
    }
}
