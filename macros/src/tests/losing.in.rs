pub struct UserV1 {
    pub name: String,
    pub fax: String,
    pub mails: Vec<String>,
    pub level: String,
}

#[migrate(from = UserV1, drop(fax, keep), split(name => first, last; up = apart, down = together, keep))]
pub struct User {
    pub first: String,
    pub last: String,
    #[migrate(from = mails, first, keep)]
    pub mail: Option<String>,
    #[migrate(map("low" => 1, "high" => 3), down_or = "low")]
    pub level: u8,
    #[migrate(default, accept_loss = "counted anew")]
    pub seen: u32,
    #[migrate(computed = initials)]
    pub initials: String,
}
