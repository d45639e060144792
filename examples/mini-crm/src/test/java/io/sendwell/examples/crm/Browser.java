package io.sendwell.examples.crm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.FluentWait;

/** A real browser without a window, where one is installed. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Path IN_DOCS = Path.of("..", "..", "docs", "images");

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions()
                .setBinary(browser().orElseThrow().toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverProgram().orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Whether there are a Chromium and its driver, for tests that are skipped without. */
    static boolean isInstalled() {
        return browser().isPresent() && driverProgram().isPresent();
    }

    private static Optional<Path> browser() {
        return program("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }

    private static Optional<Path> driverProgram() {
        return program("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    }

    private static Optional<Path> program(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(Object url) {
        driver.get(url.toString());
    }

    /** The element when it is there and can be seen. */
    WebElement see(By what) {
        return waiting(what.toString())
                .until(page -> page.findElements(what).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** The element of this kind whose text has these words, when it is there. */
    WebElement see(String selector, String words) {
        return waiting(selector + " with \"" + words + "\"")
                .until(page -> page.findElements(By.cssSelector(selector)).stream()
                        .filter(element ->
                                element.isDisplayed() && element.getText().contains(words))
                        .findFirst()
                        .orElse(null));
    }

    void click(String selector, String words) {
        // A list that lives may be drawn anew between the look and the click.
        awaitTrue("a click on " + selector + " with \"" + words + "\"", () -> {
            see(selector, words).click();
            return true;
        });
    }

    void awaitTrue(String what, BooleanSupplier condition) {
        waiting(what).until(page -> condition.getAsBoolean());
    }

    // What is looked for may be drawn anew between two looks.
    private FluentWait<ChromeDriver> waiting(String what) {
        return new FluentWait<>(driver)
                .withTimeout(PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .withMessage(() -> "Waited for " + what + " in:\n"
                        + driver.findElement(By.tagName("body")).getText());
    }

    Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** As on a screen of that width, by day or by night. */
    void look(int width, int height, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Keeps what is seen in {@code target/screenshots}; with {@code -Dsendwell.write=docs} those that the docs show, there, too. */
    void picture(String name) throws IOException {
        byte[] seen = driver.getScreenshotAs(OutputType.BYTES);
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), seen);
        Path shown = IN_DOCS.resolve(name + ".png");
        if ("docs".equals(System.getProperty("sendwell.write")) && Files.exists(shown)) {
            Files.write(shown, seen);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
