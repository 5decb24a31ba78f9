//! In what kind of place a folder lies: on this computer's own disk, on a network's, or where another program copies it.

use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::files::name_of;

/// What makes a place unfit for a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharedKind {
    /// The file system is another computer's.
    Network,
    /// A program copies the folder to other computers, file by file.
    Synced,
}

/// A place that isn't this computer's alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SharedPlace {
    /// What makes it so.
    pub kind: SharedKind,
    /// The file system or the synced folder, as it is called there.
    pub name: String,
}

/// Names of folders that programs keep the same on several computers, as the name begins, in lower case.
const SYNCED: [&str; 26] = [
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "icloud~",
    "iclouddrive",
    "com~apple~clouddocs",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "seafile",
    "syncthing",
    "box sync",
    "mega",
    "pcloud",
    "nutstore",
    "我的坚果云",
    "坚果云",
    "baidusyncdisk",
    "百度网盘",
    "wps云盘",
    "wpsdrive",
    "阿里云盘",
];

/// Short names that other folders begin with as well.
const WHOLE: [&str; 3] = ["my drive", "mega", "syncthing"];

/// Files by which a program marks the top of a folder that it copies.
const MARKS: [&str; 3] = [".stfolder", ".dropbox.cache", ".nutstore"];

/// File systems of other computers, by the names systems give them.
const NETWORK: [&str; 20] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "afpfs",
    "webdav",
    "davfs",
    "ceph",
    "lustre",
    "glusterfs",
    "beegfs",
    "ncpfs",
    "coda",
    "vboxsf",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
];

/// Why a folder is no place for a workspace; none where nothing speaks against it.
pub(super) fn shared(folder: &Path) -> Option<SharedPlace> {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    network(&whole).or_else(|| synced(&whole))
}

fn network(folder: &Path) -> Option<SharedPlace> {
    let name = file_system(folder)?;
    let plain = name.strip_prefix("fuse.").unwrap_or(&name);
    let known = NETWORK.contains(&name.as_str()) || NETWORK.contains(&plain);
    known.then_some(SharedPlace { kind: SharedKind::Network, name })
}

fn synced(folder: &Path) -> Option<SharedPlace> {
    for place in folder.ancestors() {
        let name = name_of(place);
        let low = name.to_lowercase();
        let named =
            SYNCED.iter().any(|known| if WHOLE.contains(known) { low == *known } else { low.starts_with(known) });
        if named || MARKS.iter().any(|mark| place.join(mark).exists()) {
            return Some(SharedPlace { kind: SharedKind::Synced, name });
        }
    }
    None
}

/// The type of the file system that holds a folder.
#[cfg(target_os = "linux")]
fn file_system(folder: &Path) -> Option<String> {
    type_in_mountinfo(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, folder)
}

#[cfg(target_os = "macos")]
fn file_system(folder: &Path) -> Option<String> {
    let mounts = std::process::Command::new("/sbin/mount").output().ok()?;
    type_in_mount(&String::from_utf8_lossy(&mounts.stdout), folder)
}

/// A share keeps its name in front also where it has a letter.
#[cfg(windows)]
fn file_system(folder: &Path) -> Option<String> {
    let text = folder.to_string_lossy();
    (text.starts_with(r"\\?\UNC\") || text.starts_with(r"\\") && !text.starts_with(r"\\?\")).then(|| "smbfs".to_owned())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn file_system(_: &Path) -> Option<String> {
    None
}

/// Reads Linux' list of mounts: `36 35 98:0 /root /mount/point options … - type source options`.
#[cfg(any(target_os = "linux", test))]
fn type_in_mountinfo(mounts: &str, folder: &Path) -> Option<String> {
    let mount = |line: &str| {
        let (place, rest) = line.split_once(" - ")?;
        let place = place.split(' ').nth(4)?;
        // Spaces, tabs and backslashes are written in octal.
        let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        Some((place, rest.split(' ').next()?.to_owned()))
    };
    nearest(mounts.lines().filter_map(mount), folder)
}

/// Reads what `mount` prints on macOS: `//lin@server/share on /Volumes/share (smbfs, nodev, nosuid)`.
#[cfg(any(target_os = "macos", test))]
fn type_in_mount(mounts: &str, folder: &Path) -> Option<String> {
    let mount = |line: &str| {
        let (place, options) = line.rsplit_once(" (")?;
        let (_, place) = place.split_once(" on ")?;
        Some((place.to_owned(), options.split([',', ')']).next()?.to_owned()))
    };
    nearest(mounts.lines().filter_map(mount), folder)
}

/// The type of the mount that lies deepest above the folder; of several at one place the last one counts.
#[cfg(any(target_os = "linux", target_os = "macos", test))]
fn nearest(mounts: impl Iterator<Item = (String, String)>, folder: &Path) -> Option<String> {
    let above = mounts.filter(|(place, _)| folder.starts_with(place));
    above.max_by_key(|(place, _)| place.len()).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINUX: &str = "\
25 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
40 25 0:36 / /mnt/server rw - nfs4 server:/share rw
41 25 0:37 / /mnt/server/disk rw - ext4 /dev/sdb1 rw
42 25 0:38 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
43 25 0:39 / /media/lin/MY\\040STICK rw - fuseblk /dev/sdc1 rw
44 25 0:40 / /media/lin/MY\\040STICK/x rw - cifs //server/x rw
";

    #[test]
    fn the_mount_that_lies_deepest_counts() {
        let kind = |folder: &str| type_in_mountinfo(LINUX, Path::new(folder)).unwrap_or_default();
        assert_eq!(kind("/home/lin/Satchel"), "ext4");
        assert_eq!(kind("/mnt/server/Satchel"), "nfs4");
        assert_eq!(kind("/mnt/serverless"), "ext4", "a name that only begins alike is another");
        assert_eq!(kind("/mnt/server/disk/a"), "ext4");
        assert_eq!(kind("/run/user/1000/gvfs/smb-share"), "fuse.gvfsd-fuse");
        assert_eq!(kind("/media/lin/MY STICK/a"), "fuseblk");
        assert_eq!(kind("/media/lin/MY STICK/x/y"), "cifs");
    }

    #[test]
    fn macos_tells_the_same_in_other_words() {
        let mounts =
            "/dev/disk3s1s1 on / (apfs, sealed, local)\n//lin@nas/Work files on /Volumes/Work files (smbfs, nodev)\n";
        let kind = |folder: &str| type_in_mount(mounts, Path::new(folder)).unwrap_or_default();
        assert_eq!(kind("/Users/lin"), "apfs");
        assert_eq!(kind("/Volumes/Work files/Satchel"), "smbfs");
    }

    #[test]
    fn folders_that_are_copied_are_known_by_their_names() {
        for (folder, name) in [
            ("/home/lin/OneDrive - Linghai/Satchel", "OneDrive - Linghai"),
            ("/home/lin/Dropbox (Personal)/a/b", "Dropbox (Personal)"),
            ("/Users/lin/Library/Mobile Documents/com~apple~CloudDocs/Satchel", "com~apple~CloudDocs"),
            ("/Users/lin/Library/CloudStorage/GoogleDrive-lin/My Drive", "My Drive"),
            ("/home/lin/我的坚果云/客户", "我的坚果云"),
            ("/home/lin/坚果云", "坚果云"),
        ] {
            assert_eq!(synced(Path::new(folder)).map(|place| place.name).as_deref(), Some(name), "{folder}");
        }
        for folder in ["/home/lin/Satchel", "/home/megan/work", "/home/lin/My drives", "/srv/boxes"] {
            assert_eq!(synced(Path::new(folder)), None, "{folder}");
        }
    }
}
