use heirloom::Migrate;

#[derive(Migrate)]
#[migrate(entity = "user", version = 1)]
struct User {
    name: String,
}

fn main() {}
