using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

/// <summary>The real process, with a socket where systemd's would be.</summary>
public sealed class SystemdNotificationsTest
{
    [Fact]
    public async Task Systemd_is_told_that_it_is_up_lives_and_goes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hitcast-systemd-");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var address = Path.Combine(folder.FullName, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(address));
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. ApiServer.Arguments()]);
        start.Environment["NOTIFY_SOCKET"] = address;
        start.Environment["WATCHDOG_USEC"] = "300000";
        using var process = Process.Start(start)!;
        try
        {
            Assert.Equal("READY=1", await UntilAsync(socket, "READY=1", cancellation));
            Assert.Equal("WATCHDOG=1", await UntilAsync(socket, "WATCHDOG=1", cancellation));
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            Assert.Equal("STOPPING=1", await UntilAsync(socket, "STOPPING=1", cancellation));
            await process.WaitForExitAsync(cancellation);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Passes over signs of life that came before.</summary>
    private static async Task<string> UntilAsync(Socket socket, string state, CancellationToken cancellation)
    {
        var buffer = new byte[256];
        while (true)
        {
            var received = Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, cancellation));
            if (received == state || received != "WATCHDOG=1")
            {
                return received;
            }
        }
    }
}
