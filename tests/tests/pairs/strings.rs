//! Strings, and what is written as one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::path::PathBuf;

use crate::pair::Pair;

macro_rules! strings {
    ($($old:ty, $new:ty, $row:literal $table:tt $($position:ident)+;)*) => {
        pub(crate) fn pairs() -> Vec<Pair> {
            vec![$( $(
                pair!(concat!(stringify!($old), " → ", stringify!($new)), $row, $table, $position, $old, $new)
            ),+ ),*]
        }
    };
}

strings! {
    char, String, "char→String, unit enum→String, IpAddr→String" [yes no]
        root field list map map_key option internal adjacent untagged flat_field flat_map;
    IpAddr, String, "char→String, unit enum→String, IpAddr→String" [yes no]
        root field list map_key internal untagged;
    Ipv4Addr, String, "char→String, unit enum→String, IpAddr→String" [yes no] root map;
    SocketAddr, String, "char→String, unit enum→String, IpAddr→String" [yes no] root;
    String, IpAddr, "String→IpAddr or any format-only type" [no yes] tuple adjacent flat_field;
    Ipv4Addr, IpAddr, "formats within formats" [yes no] root list map_key untagged;
    Ipv6Addr, IpAddr, "formats within formats" [yes no] root;
    SocketAddrV4, SocketAddr, "formats within formats" [yes no] root;
    SocketAddrV6, SocketAddr, "formats within formats" [yes no] root;
    Ipv4Addr, Ipv6Addr, "formats within formats" [no no] root;
    Ipv4Addr, SocketAddrV4, "formats within formats" [no no] root;
    char, IpAddr, "String→IpAddr or any format-only type" [no no] root;
    PathBuf, String, "same text" [yes yes] root field map_key;
    Box<str>, String, "field order, newtype, transparent, Box/Arc" [yes yes] root field;
    String, u8, "change of kind" [no no] root field internal untagged;
    String, bool, "change of kind" [no no] root;
    String, Vec<u8>, "change of kind" [no no] root;
    bool, u8, "change of kind" [no no] root internal;
    (), bool, "change of kind" [no no] root;
    (), Option<u8>, "required to Option" [yes no] list map;
    u8, Vec<u8>, "change of kind" [no no] root list;
}

#[test]
fn verdicts_are_what_serde_does() {
    crate::judge::agree(&pairs());
}
