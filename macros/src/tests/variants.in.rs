#[migrate(entity = "state", version = 1)]
pub enum StateV1 {
    Open,
    Closed(String, u32),
    Legacy,
}

#[migrate(from = StateV1, drop(Legacy => Open))]
pub enum State {
    Open,
    #[migrate(drop(1, default))]
    Closed {
        #[migrate(from = 0)]
        reason: String,
        #[migrate(default_with = author)]
        by: Option<String>,
    },
    #[migrate(added, down = Closed("on hold".into(), 0))]
    OnHold,
    #[migrate(added, down = fail)]
    Split(u8),
}
