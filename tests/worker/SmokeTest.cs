namespace Hitcast.Worker.Tests;
public class SmokeTest { [Xunit.Fact] public void Runs() => Xunit.Assert.Equal(2, 1 + 1); }
