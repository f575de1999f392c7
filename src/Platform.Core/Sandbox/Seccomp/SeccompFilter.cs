using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Platform.Core.Sandbox.Seccomp;

/// <summary>
/// The system calls that code may make, as a program for the kernel's classic BPF machine: what can reach out of a sandbox, or has often been a way out of one,
/// is refused; a number that this table does not know, as of a newer kernel, does not exist.
/// </summary>
/// <remarks>
/// Sources: Linux <c>Documentation/userspace-api/seccomp_filter.rst</c>; <c>struct seccomp_data { int nr; u32 arch; u64 ip; u64 args[6]; }</c> and
/// <c>struct sock_filter { u16 code; u8 jt, jf; u32 k; }</c> of <c>linux/seccomp.h</c> and <c>linux/filter.h</c>. Little-endian machines only, as both of ours are.
/// </remarks>
internal static class SeccompFilter
{
    private const ushort Load = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort JumpEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort JumpOver = 0x25; // BPF_JMP | BPF_JGT | BPF_K
    private const ushort JumpBits = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private const ushort Return = 0x06; // BPF_RET | BPF_K

    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000; // the whole process
    private const uint NotPermitted = 0x00050000 | 1; // EPERM
    private const uint NotThere = 0x00050000 | 38; // ENOSYS

    private const uint Number = 0;
    private const uint Machine = 4;
    private const uint FirstArgument = 16;
    private const uint SecondArgument = 24;

    private const uint UnixSockets = 1; // AF_UNIX
    private const uint NewNamespaces = 0x7E020000; // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET
    private const uint PushIntoTerminal = 0x5412; // TIOCSTI
    private const uint TerminalSelection = 0x541C; // TIOCLINUX

    /// <exception cref="PlatformNotSupportedException">The machine is neither x86-64 nor ARM64.</exception>
    public static byte[] ForThisMachine() => For(RuntimeInformation.OSArchitecture);

    public static byte[] For(Architecture architecture)
    {
        var calls = SystemCalls.Of(architecture);
        var program = new List<(ushort Code, byte True, byte False, uint Value)>
        {
            // Calls of another machine's numbering (32 bits on 64) would pass by the table.
            (Load, 0, 0, Machine),
            (JumpEqual, 1, 0, calls.Machine),
            (Return, 0, 0, Kill),
            (Load, 0, 0, Number),
            // Also the x32 numbers of x86-64, which have bit 30 set.
            (JumpOver, 0, 1, SystemCalls.Newest),
            (Return, 0, 0, NotThere),
            // Its flags lie in memory, where a filter cannot look; libraries fall back to clone.
            (JumpEqual, 0, 1, SystemCalls.Clone3),
            (Return, 0, 0, NotThere),
        };
        foreach (var refused in calls.Refused) program.AddRange([(JumpEqual, 0, 1, refused), (Return, 0, 0, NotPermitted)]);
        program.AddRange(
        [
            (JumpEqual, 0, 4, calls.CloneProcess), (Load, 0, 0, FirstArgument), (JumpBits, 0, 1, NewNamespaces), (Return, 0, 0, NotPermitted), (Return, 0, 0, Allow),
            (JumpEqual, 1, 0, calls.Socket), (JumpEqual, 0, 4, calls.SocketPair), (Load, 0, 0, FirstArgument), (JumpEqual, 1, 0, UnixSockets), (Return, 0, 0, NotPermitted), (Return, 0, 0, Allow),
            (JumpEqual, 0, 4, calls.DeviceControl), (Load, 0, 0, SecondArgument), (JumpEqual, 1, 0, PushIntoTerminal), (JumpEqual, 0, 1, TerminalSelection), (Return, 0, 0, NotPermitted),
            (Return, 0, 0, Allow),
        ]);
        return Bytes(program);
    }

    private static byte[] Bytes(List<(ushort Code, byte True, byte False, uint Value)> program)
    {
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            (at[2], at[3]) = (program[i].True, program[i].False);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Value);
        }

        return bytes;
    }
}
