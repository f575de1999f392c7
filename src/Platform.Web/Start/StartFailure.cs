using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Platform.Core.Foundation;

namespace Platform.Web.Start;

/// <summary>Why the server could not start, as two lines: what happened, and what to do.</summary>
internal static class StartFailure
{
    public static (string What, string Do) Explain(Exception exception, WebSettings? settings) => exception switch
    {
        PlatformException known => (known.Message, known.Resolution.Length > 0 ? known.Resolution : "See the README for how to start."),
        IOException { InnerException: AddressInUseException } => (
            $"Port {settings?.Port} is taken by another program (perhaps Platform itself runs already: http://127.0.0.1:{settings?.Port}).",
            "Stop that program, or choose another port: --port 5081."),
        SocketException { SocketErrorCode: SocketError.AccessDenied } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } => (
            $"This user may not listen on port {settings?.Port}.",
            "Choose a port from 1024 up: --port 5080."),
        SocketException socket => ($"The server cannot listen on {settings?.Address}:{settings?.Port}: {socket.Message}.", "Choose another address or port: --host 127.0.0.1 --port 5080."),
        UnauthorizedAccessException or IOException => (
            $"The data folder {settings?.DataFolder} cannot be used: {exception.Message}",
            "Give this user the right to write there, free some space, or choose another folder: --data FOLDER (or PLATFORM_HOME)."),
        _ => ($"The server could not start: {exception.Message}", "Start it again with PLATFORM__Web__Verbose=true to see where it fails."),
    };
}
