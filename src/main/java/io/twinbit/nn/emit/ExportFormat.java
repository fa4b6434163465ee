package io.twinbit.nn.emit;

/** The shapes in which an exported network comes, as the tools that people build firmware with expect them. */
public enum ExportFormat {
    C("c"),
    CMAKE("cmake"),
    ARDUINO("arduino"),
    PLATFORMIO("platformio"),
    ZEPHYR("zephyr"),
    ESP_IDF("esp-idf");

    private final String label;

    ExportFormat(String label) {
        this.label = label;
    }

    /** As on the command line. */
    public String label() {
        return label;
    }

    /** Puts the files of a plain export where this format has them, and adds what describes the package. */
    public Export arrange(Export export) {
        return switch (this) {
            case C -> export;
            case CMAKE -> export.with(CmakePackage.arrange(export));
            case ARDUINO -> export.with(ArduinoPackage.arrange(export));
            case PLATFORMIO -> export.with(PlatformioPackage.arrange(export));
            case ZEPHYR -> export.with(ZephyrPackage.arrange(export));
            case ESP_IDF -> export.with(EspIdfPackage.arrange(export));
        };
    }
}
