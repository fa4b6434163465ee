package io.twinbit.nn.emit;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** An ESP-IDF component with an example that runs the known answers. */
final class EspIdfPackage {
    private EspIdfPackage() {}

    static SortedMap<String, String> arrange(Export export) {
        PackageFiles files = new PackageFiles(export);
        String sources =
                files.sourceNames().stream().map(file -> "    \"src/" + file + "\"\n").collect(Collectors.joining());
        return files.sources("include/", "src/")
                .add("CMakeLists.txt", """
                        idf_component_register(
                          SRCS
                        %s  INCLUDE_DIRS "include")
                        """.formatted(sources))
                .add("idf_component.yml", """
                        version: "@version@"
                        description: "@sentence@."
                        dependencies:
                          idf: ">=5.0"
                        """)
                .add("examples/self_test/CMakeLists.txt", """
                        cmake_minimum_required(VERSION 3.16)
                        include($ENV{IDF_PATH}/tools/cmake/project.cmake)
                        project(@name@_self_test)
                        """)
                .add("examples/self_test/main/CMakeLists.txt", """
                        idf_component_register(SRCS "main.c")
                        """)
                .add("examples/self_test/main/idf_component.yml", """
                        dependencies:
                          @name@:
                            path: "../../.."
                        """)
                .add("examples/self_test/main/main.c", """
                        #include <stdio.h>

                        #include "twinbit_known_answers.h"

                        %s
                        void app_main(void)
                        {
                            printf("%%ld known answers differ\\n", (long)%s);
                        }
                        """.formatted(SelfTestSource.memoryAndReport(files, "printf"), SelfTestSource.call(files)))
                .toMap();
    }
}
