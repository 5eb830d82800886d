package org.diopter.engine.causal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Loads the engine's classes a second time, so that they count the floating-point operations that they execute: kernels as they are, not what is said of
/// them. A fused multiplication and addition is two; what the JDK's own mathematics does is not seen.
final class CountingClassLoader extends ClassLoader {
    private static final String COUNTED = "org.diopter.engine.";
    private static final ClassDesc COUNTER = ClassDesc.of("org.diopter.engine.causal.ExecutedOperations");
    private static final MethodTypeDesc OF_NUMBER = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long);

    CountingClassLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(COUNTED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? counting(name) : known;
        }
    }

    private Class<?> counting(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassFile format = ClassFile.of();
            byte[] code = format.transformClass(format.parse(in.readAllBytes()), ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Counting::new)));
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds up the operations of a straight piece of code and counts them where it ends.
    private static final class Counting implements CodeTransform {
        private int pending;

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (endsPiece(element) && pending > 0) {
                code.loadConstant((long) pending).invokestatic(COUNTER, "add", OF_NUMBER);
                pending = 0;
            }
            pending += operations(element);
            code.with(element);
        }

        private static boolean endsPiece(CodeElement element) {
            return switch (element) {
                case LabelTarget _, BranchInstruction _, ReturnInstruction _, ThrowInstruction _, TableSwitchInstruction _, LookupSwitchInstruction _ -> true;
                default -> false;
            };
        }

        private static int operations(CodeElement element) {
            return switch (element) {
                case OperatorInstruction operator -> switch (operator.opcode()) {
                    case FADD, FSUB, FMUL, FDIV, DADD, DSUB, DMUL, DDIV -> 1;
                    default -> 0;
                };
                case InvokeInstruction call when call.owner().asInternalName().equals("java/lang/Math") && call.name().equalsString("fma") -> 2;
                default -> 0;
            };
        }
    }
}
