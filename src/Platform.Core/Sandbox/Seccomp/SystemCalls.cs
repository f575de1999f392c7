using System.Runtime.InteropServices;

namespace Platform.Core.Sandbox.Seccomp;

/// <summary>The numbers of system calls on one kind of machine.</summary>
/// <param name="Machine">Its <c>AUDIT_ARCH</c>.</param>
/// <param name="Refused">Those that end with "operation not permitted", whatever their arguments.</param>
/// <remarks>Sources: <c>arch/x86/entry/syscalls/syscall_64.tbl</c> and <c>include/uapi/asm-generic/unistd.h</c> of Linux 6.12.</remarks>
internal sealed record SystemCalls(uint Machine, uint CloneProcess, uint Socket, uint SocketPair, uint DeviceControl, IReadOnlyList<uint> Refused)
{
    /// <summary>The same number everywhere.</summary>
    public const uint Clone3 = 435;

    /// <summary>The last one that was looked at: <c>mseal</c>.</summary>
    public const uint Newest = 462;

    // Newer than the numberings' split: the same everywhere.
    private static readonly uint[] RefusedEverywhere =
    [
        425, 426, 427, // io_uring_setup, io_uring_enter, io_uring_register
        428, 429, 430, 431, 432, 433, 442, // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr
        438, 440, // pidfd_getfd, process_madvise
        443, 447, 450, // quotactl_fd, memfd_secret, set_mempolicy_home_node
        457, 458, // statmount, listmount
    ];

    private static readonly SystemCalls X64 = new(0xC000003E, 56, 41, 53, 16,
    [
        101, 310, 311, 312, // ptrace, process_vm_readv, process_vm_writev, kcmp
        165, 166, 155, 161, 167, 168, // mount, umount2, pivot_root, chroot, swapon, swapoff
        248, 249, 250, // add_key, request_key, keyctl
        321, 298, 323, // bpf, perf_event_open, userfaultfd
        272, 308, // unshare, setns
        246, 320, 169, // kexec_load, kexec_file_load, reboot
        175, 313, 176, 174, 178, 177, // init_module, finit_module, delete_module, create_module, query_module, get_kernel_syms
        303, 304, 300, 301, // name_to_handle_at, open_by_handle_at, fanotify_init, fanotify_mark
        163, 179, 180, 212, // acct, quotactl, nfsservctl, lookup_dcookie
        164, 227, 305, 159, // settimeofday, clock_settime, clock_adjtime, adjtimex
        170, 171, // sethostname, setdomainname
        172, 173, 154, 135, 134, 136, 139, 156, // iopl, ioperm, modify_ldt, personality, uselib, ustat, sysfs, _sysctl
        103, 153, // syslog, vhangup
        256, 279, 237, 238, 239, // migrate_pages, move_pages, mbind, set_mempolicy, get_mempolicy
        319, 29, // memfd_create, shmget: memory that no limit of a process counts
        .. RefusedEverywhere,
    ]);

    private static readonly SystemCalls Arm64 = new(0xC00000B7, 220, 198, 199, 29,
    [
        117, 270, 271, 272, // ptrace, process_vm_readv, process_vm_writev, kcmp
        40, 39, 41, 51, 224, 225, // mount, umount2, pivot_root, chroot, swapon, swapoff
        217, 218, 219, // add_key, request_key, keyctl
        280, 241, 282, // bpf, perf_event_open, userfaultfd
        97, 268, // unshare, setns
        104, 294, 142, // kexec_load, kexec_file_load, reboot
        105, 273, 106, // init_module, finit_module, delete_module
        264, 265, 262, 263, // name_to_handle_at, open_by_handle_at, fanotify_init, fanotify_mark
        89, 60, 42, 18, // acct, quotactl, nfsservctl, lookup_dcookie
        170, 112, 266, 171, // settimeofday, clock_settime, clock_adjtime, adjtimex
        161, 162, 92, // sethostname, setdomainname, personality
        116, 58, // syslog, vhangup
        238, 239, 235, 237, 236, // migrate_pages, move_pages, mbind, set_mempolicy, get_mempolicy
        279, 194, // memfd_create, shmget: memory that no limit of a process counts
        .. RefusedEverywhere,
    ]);

    /// <exception cref="PlatformNotSupportedException">Any other machine.</exception>
    public static SystemCalls Of(Architecture architecture) => architecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => throw new PlatformNotSupportedException($"No filter of system calls is known for {architecture}."),
    };
}
