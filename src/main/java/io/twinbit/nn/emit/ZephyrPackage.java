package io.twinbit.nn.emit;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** A Zephyr module with its Kconfig switch, and a sample that runs the known answers. */
final class ZephyrPackage {
    private ZephyrPackage() {}

    static SortedMap<String, String> arrange(Export export) {
        PackageFiles files = new PackageFiles(export);
        String sources =
                files.sourceNames().stream().map(file -> "    ../src/" + file + "\n").collect(Collectors.joining());
        return files.sources("include/", "src/")
                .add("zephyr/module.yml", """
                        name: @name@
                        build:
                          cmake: zephyr
                          kconfig: zephyr/Kconfig
                        samples:
                          - samples
                        """)
                .add("zephyr/Kconfig", """
                        config @NAME@
                        	bool "@name@, a quantized neural network"
                        	help
                        	  @sentence@.
                        """)
                .add("zephyr/CMakeLists.txt", """
                        if(CONFIG_@NAME@)
                          zephyr_include_directories(../include)
                          zephyr_library()
                          zephyr_library_sources(
                        %s  )
                        endif()
                        """.formatted(sources))
                .add("samples/self_test/CMakeLists.txt", """
                        cmake_minimum_required(VERSION 3.20.0)
                        list(APPEND ZEPHYR_EXTRA_MODULES ${CMAKE_CURRENT_SOURCE_DIR}/../..)
                        find_package(Zephyr REQUIRED HINTS $ENV{ZEPHYR_BASE})
                        project(@name@_self_test)
                        target_sources(app PRIVATE src/main.c)
                        """)
                .add("samples/self_test/prj.conf", """
                        CONFIG_@NAME@=y
                        """)
                .add("samples/self_test/sample.yaml", """
                        sample:
                          name: @name@ self-test
                          description: runs the network on inputs whose outputs are known
                        tests:
                          sample.@name@.self_test:
                            tags: neural-network
                            harness: console
                            harness_config:
                              type: one_line
                              regex:
                                - "0 known answers differ"
                        """)
                .add("samples/self_test/src/main.c", """
                        #include <zephyr/kernel.h>
                        #include <zephyr/sys/printk.h>

                        #include <twinbit_known_answers.h>

                        %s
                        int main(void)
                        {
                            printk("%%ld known answers differ\\n", (long)%s);
                            return 0;
                        }
                        """.formatted(SelfTestSource.memoryAndReport(files, "printk"), SelfTestSource.call(files)))
                .toMap();
    }
}
