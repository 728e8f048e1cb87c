import { createRequire as bundleCreateRequire } from 'node:module';
import { fileURLToPath as bundleFileURLToPath } from 'node:url';
import { dirname as bundleDirname } from 'node:path';
import { setFlagsFromString as bundleSetFlags } from 'node:v8';
bundleSetFlags('--liftoff-only');
const require = bundleCreateRequire(import.meta.url);
const __filename = bundleFileURLToPath(import.meta.url);
const __dirname = bundleDirname(__filename);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from2, except, desc) => {
  if (from2 && typeof from2 === "object" || typeof from2 === "function") {
    for (let key of __getOwnPropNames(from2))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from2[key], enumerable: !(desc = __getOwnPropDesc(from2, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/@pgsql/types/types.js
var require_types = __commonJS({
  "node_modules/@pgsql/types/types.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
  }
});

// node_modules/@pgsql/types/enums.js
var require_enums = __commonJS({
  "node_modules/@pgsql/types/enums.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
  }
});

// node_modules/@pgsql/types/index.js
var require_types2 = __commonJS({
  "node_modules/@pgsql/types/index.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __exportStar = exports && exports.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    __exportStar(require_types(), exports);
    __exportStar(require_enums(), exports);
  }
});

// node_modules/libpg-query/wasm/libpg-query.js
var require_libpg_query = __commonJS({
  "node_modules/libpg-query/wasm/libpg-query.js"(exports, module) {
    var PgQueryModule = (() => {
      var _scriptName = globalThis.document?.currentScript?.src;
      return async function(moduleArg = {}) {
        var Module = moduleArg;
        var ENVIRONMENT_IS_WEB = !!globalThis.window;
        var ENVIRONMENT_IS_WORKER = !!globalThis.WorkerGlobalScope;
        var ENVIRONMENT_IS_NODE = globalThis.process?.versions?.node && globalThis.process?.type != "renderer";
        var programArgs = [];
        var thisProgram = "./this.program";
        var quit_ = (status, toThrow) => {
          throw toThrow;
        };
        if (typeof __filename != "undefined") {
          _scriptName = __filename;
        } else if (ENVIRONMENT_IS_WORKER) {
          _scriptName = self.location.href;
        }
        var scriptDirectory = "";
        function locateFile(path) {
          if (Module["locateFile"]) {
            return Module["locateFile"](path, scriptDirectory);
          }
          return scriptDirectory + path;
        }
        var readAsync, readBinary;
        if (ENVIRONMENT_IS_NODE) {
          var fs = __require("node:fs");
          scriptDirectory = __dirname + "/";
          readBinary = (filename) => {
            filename = isFileURI(filename) ? new URL(filename) : filename;
            var ret = fs.readFileSync(filename);
            return ret;
          };
          readAsync = async (filename, binary = true) => {
            filename = isFileURI(filename) ? new URL(filename) : filename;
            var ret = fs.readFileSync(filename, binary ? void 0 : "utf8");
            return ret;
          };
          if (process.argv.length > 1) {
            thisProgram = process.argv[1].replace(/\\/g, "/");
          }
          programArgs = process.argv.slice(2);
          quit_ = (status, toThrow) => {
            process.exitCode = status;
            throw toThrow;
          };
        } else if (ENVIRONMENT_IS_WEB || ENVIRONMENT_IS_WORKER) {
          try {
            scriptDirectory = new URL(".", _scriptName).href;
          } catch {
          }
          {
            if (ENVIRONMENT_IS_WORKER) {
              readBinary = (url) => {
                var xhr = new XMLHttpRequest();
                xhr.open("GET", url, false);
                xhr.responseType = "arraybuffer";
                xhr.send(null);
                return new Uint8Array(xhr.response);
              };
            }
            readAsync = async (url) => {
              var response = await fetch(url, { credentials: "same-origin" });
              if (response.ok) {
                return response.arrayBuffer();
              }
              throw new Error(response.status + " : " + response.url);
            };
          }
        } else {
        }
        var out = console.log.bind(console);
        var err = console.error.bind(console);
        var wasmBinary;
        var ABORT = false;
        var EXITSTATUS;
        var isFileURI = (filename) => filename.startsWith("file://");
        class EmscriptenEH {
        }
        class EmscriptenSjLj extends EmscriptenEH {
        }
        var runtimeInitialized = false;
        function getMemoryBuffer() {
          return wasmMemory.buffer;
        }
        function updateMemoryViews() {
          if (HEAP8?.buffer?.resizable) return;
          var b = getMemoryBuffer();
          HEAP8 = new Int8Array(b);
          HEAP16 = new Int16Array(b);
          Module["HEAPU8"] = HEAPU8 = new Uint8Array(b);
          HEAPU16 = new Uint16Array(b);
          HEAP32 = new Int32Array(b);
          Module["HEAPU32"] = HEAPU32 = new Uint32Array(b);
          HEAPF32 = new Float32Array(b);
          HEAPF64 = new Float64Array(b);
          HEAP64 = new BigInt64Array(b);
          HEAPU64 = new BigUint64Array(b);
        }
        function preRun() {
          var preRun2 = Module["preRun"];
          if (preRun2) {
            if (typeof preRun2 == "function") preRun2 = [preRun2];
            onPreRuns.push(...preRun2);
          }
          callRuntimeCallbacks(onPreRuns);
        }
        function initRuntime() {
          runtimeInitialized = true;
          if (!Module["noFSInit"] && !FS.initialized) FS.init();
          TTY.init();
          wasmExports["A"]();
          FS.ignorePermissions = false;
        }
        function postRun() {
          var postRun2 = Module["postRun"];
          if (postRun2) {
            if (typeof postRun2 == "function") postRun2 = [postRun2];
            onPostRuns.push(...postRun2);
          }
          callRuntimeCallbacks(onPostRuns);
        }
        function abort(what) {
          Module["onAbort"]?.(what);
          what = `Aborted(${what})`;
          err(what);
          ABORT = true;
          what += ". Build with -sASSERTIONS for more info.";
          var e = new WebAssembly.RuntimeError(what);
          throw e;
        }
        var wasmBinaryFile;
        function findWasmBinary() {
          return locateFile("libpg-query.wasm");
        }
        function getBinarySync(file) {
          if (readBinary) {
            return readBinary(file);
          }
          throw "both async and sync fetching of the wasm failed";
        }
        async function getWasmBinary(binaryFile) {
          if (!wasmBinary) {
            try {
              var response = await readAsync(binaryFile);
              return new Uint8Array(response);
            } catch {
            }
          }
          return getBinarySync(binaryFile);
        }
        async function instantiateArrayBuffer(binaryFile, imports) {
          try {
            var binary = await getWasmBinary(binaryFile);
            var instance = await WebAssembly.instantiate(binary, imports);
            return instance;
          } catch (reason) {
            err(`failed to asynchronously prepare wasm: ${reason}`);
            abort(reason);
          }
        }
        async function instantiateAsync(binary, binaryFile, imports) {
          if (!binary && !ENVIRONMENT_IS_NODE) {
            try {
              var response = fetch(binaryFile, { credentials: "same-origin" });
              var instantiationResult = await WebAssembly.instantiateStreaming(response, imports);
              return instantiationResult;
            } catch (reason) {
              err(`wasm streaming compile failed: ${reason}`);
              err("falling back to ArrayBuffer instantiation");
            }
          }
          return instantiateArrayBuffer(binaryFile, imports);
        }
        function getWasmImports() {
          var imports = { a: wasmImports };
          return imports;
        }
        async function createWasm() {
          function receiveInstance(instance) {
            wasmExports = instance.exports;
            assignWasmExports(wasmExports);
            updateMemoryViews();
            return wasmExports;
          }
          function receiveInstantiationResult(result2) {
            return receiveInstance(result2["instance"]);
          }
          var info = getWasmImports();
          var instantiateWasm = Module["instantiateWasm"];
          if (instantiateWasm) {
            return new Promise((resolve2) => {
              instantiateWasm(info, (inst) => resolve2(receiveInstance(inst)));
            });
          }
          wasmBinaryFile ??= findWasmBinary();
          var result = await instantiateAsync(wasmBinary, wasmBinaryFile, info);
          var exports2 = receiveInstantiationResult(result);
          return exports2;
        }
        class ExitStatus {
          name = "ExitStatus";
          constructor(status) {
            this.message = `Program terminated with exit(${status})`;
            this.status = status;
          }
        }
        var HEAP16;
        var HEAP32;
        var HEAP64;
        var HEAP8;
        var HEAPF32;
        var HEAPF64;
        var HEAPU16;
        var HEAPU32;
        var HEAPU64;
        var HEAPU8;
        var callRuntimeCallbacks = (callbacks) => {
          while (callbacks.length > 0) {
            callbacks.shift()(Module);
          }
        };
        var onPostRuns = [];
        var onPreRuns = [];
        function getValue(ptr, type = "i8") {
          if (type.endsWith("*")) type = "*";
          switch (type) {
            case "i1":
              return HEAP8[ptr];
            case "i8":
              return HEAP8[ptr];
            case "i16":
              return HEAP16[ptr >> 1];
            case "i32":
              return HEAP32[ptr >> 2];
            case "i64":
              return HEAP64[ptr >> 3];
            case "float":
              return HEAPF32[ptr >> 2];
            case "double":
              return HEAPF64[ptr >> 3];
            case "*":
              return HEAPU32[ptr >> 2];
            default:
              abort(`invalid type for getValue: ${type}`);
          }
        }
        var noExitRuntime = true;
        var stackRestore = (val) => __emscripten_stack_restore(val);
        var stackSave = () => _emscripten_stack_get_current();
        var UTF8Decoder = globalThis.TextDecoder && new TextDecoder();
        var findStringEnd = (heapOrArray, idx, maxBytesToRead, ignoreNul) => {
          var maxIdx = idx + maxBytesToRead;
          if (ignoreNul) return maxIdx;
          while (heapOrArray[idx] && !(idx >= maxIdx)) ++idx;
          return idx;
        };
        var UTF8ArrayToString = (heapOrArray, idx = 0, maxBytesToRead, ignoreNul) => {
          var endPtr = findStringEnd(heapOrArray, idx, maxBytesToRead, ignoreNul);
          if (endPtr - idx > 16 && heapOrArray.buffer && UTF8Decoder) {
            return UTF8Decoder.decode(heapOrArray.subarray(idx, endPtr));
          }
          var str = "";
          while (idx < endPtr) {
            var u0 = heapOrArray[idx++];
            if (!(u0 & 128)) {
              str += String.fromCharCode(u0);
              continue;
            }
            var u1 = heapOrArray[idx++] & 63;
            if ((u0 & 224) == 192) {
              str += String.fromCharCode((u0 & 31) << 6 | u1);
              continue;
            }
            var u2 = heapOrArray[idx++] & 63;
            if ((u0 & 240) == 224) {
              u0 = (u0 & 15) << 12 | u1 << 6 | u2;
            } else {
              u0 = (u0 & 7) << 18 | u1 << 12 | u2 << 6 | heapOrArray[idx++] & 63;
            }
            if (u0 < 65536) {
              str += String.fromCharCode(u0);
            } else {
              var ch = u0 - 65536;
              str += String.fromCharCode(55296 | ch >> 10, 56320 | ch & 1023);
            }
          }
          return str;
        };
        var UTF8ToString = (ptr, maxBytesToRead, ignoreNul) => ptr ? UTF8ArrayToString(HEAPU8, ptr, maxBytesToRead, ignoreNul) : "";
        var ___assert_fail = (condition2, filename, line, func) => abort(`Assertion failed: ${UTF8ToString(condition2)}, at: ` + [filename ? UTF8ToString(filename) : "unknown filename", line, func ? UTF8ToString(func) : "unknown function"]);
        var __abort_js = () => abort("");
        var runtimeKeepaliveCounter = 0;
        var __emscripten_runtime_keepalive_clear = () => {
          noExitRuntime = false;
          runtimeKeepaliveCounter = 0;
        };
        var __emscripten_throw_longjmp = () => {
          throw new EmscriptenSjLj();
        };
        var timers = {};
        var handleException = (e) => {
          if (e instanceof ExitStatus || e == "unwind") {
            return EXITSTATUS;
          }
          quit_(1, e);
        };
        var keepRuntimeAlive = () => noExitRuntime || runtimeKeepaliveCounter > 0;
        var _proc_exit = (code2) => {
          EXITSTATUS = code2;
          if (!keepRuntimeAlive()) {
            Module["onExit"]?.(code2);
            ABORT = true;
          }
          quit_(code2, new ExitStatus(code2));
        };
        var exitJS = (status, implicit) => {
          EXITSTATUS = status;
          _proc_exit(status);
        };
        var _exit = exitJS;
        var maybeExit = () => {
          if (!keepRuntimeAlive()) {
            try {
              _exit(EXITSTATUS);
            } catch (e) {
              handleException(e);
            }
          }
        };
        var callUserCallback = (func) => {
          if (ABORT) {
            return;
          }
          try {
            return func();
          } catch (e) {
            handleException(e);
          } finally {
            maybeExit();
          }
        };
        var _emscripten_get_now = () => performance.now();
        var __setitimer_js = (which, timeout_ms) => {
          if (timers[which]) {
            clearTimeout(timers[which].id);
            delete timers[which];
          }
          if (!timeout_ms) return 0;
          var id = setTimeout(() => {
            delete timers[which];
            callUserCallback(() => __emscripten_timeout(which, _emscripten_get_now()));
          }, timeout_ms);
          timers[which] = { id, timeout_ms };
          return 0;
        };
        var getHeapMax = () => 1073741824;
        var alignMemory = (size, alignment) => Math.ceil(size / alignment) * alignment;
        var growMemory = (size) => {
          var oldHeapSize = wasmMemory.buffer.byteLength;
          var pages = (size - oldHeapSize + 65535) / 65536 | 0;
          try {
            wasmMemory.grow(pages);
            updateMemoryViews();
            return 1;
          } catch (e) {
          }
        };
        var _emscripten_resize_heap = (requestedSize) => {
          var oldSize = HEAPU8.length;
          requestedSize >>>= 0;
          var maxHeapSize = getHeapMax();
          if (requestedSize > maxHeapSize) {
            return false;
          }
          for (var cutDown = 1; cutDown <= 4; cutDown *= 2) {
            var overGrownHeapSize = oldSize * (1 + 0.2 / cutDown);
            overGrownHeapSize = Math.min(overGrownHeapSize, requestedSize + 100663296);
            var newSize = Math.min(maxHeapSize, alignMemory(Math.max(requestedSize, overGrownHeapSize), 65536));
            var replacement = growMemory(newSize);
            if (replacement) {
              return true;
            }
          }
          return false;
        };
        var PATH = { isAbs: (path) => path.charAt(0) === "/", splitPath: (filename) => {
          var splitPathRe = /^(\/?|)([\s\S]*?)((?:\.{1,2}|[^\/]+?|)(\.[^.\/]*|))(?:[\/]*)$/;
          return splitPathRe.exec(filename).slice(1);
        }, normalizeArray: (parts2, allowAboveRoot) => {
          var up = 0;
          for (var i = parts2.length - 1; i >= 0; i--) {
            var last = parts2[i];
            if (last === ".") {
              parts2.splice(i, 1);
            } else if (last === "..") {
              parts2.splice(i, 1);
              up++;
            } else if (up) {
              parts2.splice(i, 1);
              up--;
            }
          }
          if (allowAboveRoot) {
            for (; up; up--) {
              parts2.unshift("..");
            }
          }
          return parts2;
        }, normalize: (path) => {
          var isAbsolute = PATH.isAbs(path), trailingSlash = path.slice(-1) === "/";
          path = PATH.normalizeArray(path.split("/").filter((p) => !!p), !isAbsolute).join("/");
          if (!path && !isAbsolute) {
            path = ".";
          }
          if (path && trailingSlash) {
            path += "/";
          }
          return (isAbsolute ? "/" : "") + path;
        }, dirname: (path) => {
          var result = PATH.splitPath(path), root = result[0], dir = result[1];
          if (!root && !dir) {
            return ".";
          }
          if (dir) {
            dir = dir.slice(0, -1);
          }
          return root + dir;
        }, basename: (path) => path && path.match(/([^\/]+|\/)\/*$/)[1], join: (...paths) => PATH.normalize(paths.join("/")), join2: (l, r) => PATH.normalize(l + "/" + r) };
        var initRandomFill = () => {
          if (ENVIRONMENT_IS_NODE) {
            var nodeCrypto = __require("node:crypto");
            return (view) => (nodeCrypto.randomFillSync(view), 0);
          }
          return (view) => (crypto.getRandomValues(view), 0);
        };
        var randomFill = (view) => (randomFill = initRandomFill())(view);
        var PATH_FS = { resolve: (...args) => {
          var resolvedPath = "", resolvedAbsolute = false;
          for (var i = args.length - 1; i >= -1 && !resolvedAbsolute; i--) {
            var path = i >= 0 ? args[i] : FS.cwd();
            if (typeof path != "string") {
              throw new TypeError("Arguments to path.resolve must be strings");
            } else if (!path) {
              return "";
            }
            resolvedPath = path + "/" + resolvedPath;
            resolvedAbsolute = PATH.isAbs(path);
          }
          resolvedPath = PATH.normalizeArray(resolvedPath.split("/").filter((p) => !!p), !resolvedAbsolute).join("/");
          return (resolvedAbsolute ? "/" : "") + resolvedPath || ".";
        }, relative: (from2, to) => {
          from2 = PATH_FS.resolve(from2).slice(1);
          to = PATH_FS.resolve(to).slice(1);
          function trim(arr) {
            var start = 0;
            for (; start < arr.length; start++) {
              if (arr[start] !== "") break;
            }
            var end = arr.length - 1;
            for (; end >= 0; end--) {
              if (arr[end] !== "") break;
            }
            if (start > end) return [];
            return arr.slice(start, end - start + 1);
          }
          var fromParts = trim(from2.split("/"));
          var toParts = trim(to.split("/"));
          var length = Math.min(fromParts.length, toParts.length);
          var samePartsLength = length;
          for (var i = 0; i < length; i++) {
            if (fromParts[i] !== toParts[i]) {
              samePartsLength = i;
              break;
            }
          }
          var outputParts = [];
          for (var i = samePartsLength; i < fromParts.length; i++) {
            outputParts.push("..");
          }
          outputParts = outputParts.concat(toParts.slice(samePartsLength));
          return outputParts.join("/");
        } };
        var FS_stdin_getChar_buffer = [];
        var lengthBytesUTF8 = (str) => {
          var len = 0;
          for (var i = 0; i < str.length; ++i) {
            var c = str.charCodeAt(i);
            if (c <= 127) {
              len++;
            } else if (c <= 2047) {
              len += 2;
            } else if (c >= 55296 && c <= 57343) {
              len += 4;
              ++i;
            } else {
              len += 3;
            }
          }
          return len;
        };
        var stringToUTF8Array = (str, heap, outIdx, maxBytesToWrite) => {
          if (!(maxBytesToWrite > 0)) return 0;
          var startIdx = outIdx;
          var endIdx = outIdx + maxBytesToWrite - 1;
          for (var i = 0; i < str.length; ++i) {
            var u = str.codePointAt(i);
            if (u <= 127) {
              if (outIdx >= endIdx) break;
              heap[outIdx++] = u;
            } else if (u <= 2047) {
              if (outIdx + 1 >= endIdx) break;
              heap[outIdx++] = 192 | u >> 6;
              heap[outIdx++] = 128 | u & 63;
            } else if (u <= 65535) {
              if (outIdx + 2 >= endIdx) break;
              heap[outIdx++] = 224 | u >> 12;
              heap[outIdx++] = 128 | u >> 6 & 63;
              heap[outIdx++] = 128 | u & 63;
            } else {
              if (outIdx + 3 >= endIdx) break;
              heap[outIdx++] = 240 | u >> 18;
              heap[outIdx++] = 128 | u >> 12 & 63;
              heap[outIdx++] = 128 | u >> 6 & 63;
              heap[outIdx++] = 128 | u & 63;
              i++;
            }
          }
          heap[outIdx] = 0;
          return outIdx - startIdx;
        };
        var intArrayFromString = (stringy, dontAddNull, length) => {
          var len = length > 0 ? length : lengthBytesUTF8(stringy) + 1;
          var u8array = new Array(len);
          var numBytesWritten = stringToUTF8Array(stringy, u8array, 0, u8array.length);
          if (dontAddNull) u8array.length = numBytesWritten;
          return u8array;
        };
        var FS_stdin_getChar = () => {
          if (!FS_stdin_getChar_buffer.length) {
            var result = null;
            if (ENVIRONMENT_IS_NODE) {
              var BUFSIZE = 256;
              var buf = Buffer.alloc(BUFSIZE);
              var bytesRead = 0;
              var fd = process.stdin.fd;
              try {
                bytesRead = fs.readSync(fd, buf, 0, BUFSIZE);
              } catch (e) {
                if (e.toString().includes("EOF")) bytesRead = 0;
                else throw e;
              }
              if (bytesRead > 0) {
                result = buf.slice(0, bytesRead).toString("utf-8");
              }
            } else if (globalThis.window?.prompt) {
              result = window.prompt("Input: ");
              if (result !== null) {
                result += "\n";
              }
            } else {
            }
            if (!result) {
              return null;
            }
            FS_stdin_getChar_buffer = intArrayFromString(result, true);
          }
          return FS_stdin_getChar_buffer.shift();
        };
        var TTY = { ttys: [], init() {
        }, shutdown() {
        }, register(dev, ops) {
          TTY.ttys[dev] = { input: [], output: [], ops };
          FS.registerDevice(dev, TTY.stream_ops);
        }, stream_ops: { open(stream) {
          var tty = TTY.ttys[stream.node.rdev];
          if (!tty) {
            throw new FS.ErrnoError(43);
          }
          stream.tty = tty;
          stream.seekable = false;
        }, close(stream) {
          stream.tty.ops.fsync(stream.tty);
        }, fsync(stream) {
          stream.tty.ops.fsync(stream.tty);
        }, read(stream, buffer, offset, length, pos) {
          if (!stream.tty || !stream.tty.ops.get_char) {
            throw new FS.ErrnoError(60);
          }
          var bytesRead = 0;
          for (var i = 0; i < length; i++) {
            var result;
            try {
              result = stream.tty.ops.get_char(stream.tty);
            } catch (e) {
              throw new FS.ErrnoError(29);
            }
            if (result === void 0 && bytesRead === 0) {
              throw new FS.ErrnoError(6);
            }
            if (result === null || result === void 0) break;
            bytesRead++;
            buffer[offset + i] = result;
          }
          if (bytesRead) {
            stream.node.atime = Date.now();
          }
          return bytesRead;
        }, write(stream, buffer, offset, length, pos) {
          if (!stream.tty || !stream.tty.ops.put_char) {
            throw new FS.ErrnoError(60);
          }
          try {
            for (var i = 0; i < length; i++) {
              stream.tty.ops.put_char(stream.tty, buffer[offset + i]);
            }
          } catch (e) {
            throw new FS.ErrnoError(29);
          }
          if (length) {
            stream.node.mtime = stream.node.ctime = Date.now();
          }
          return i;
        } }, default_tty_ops: { get_char(tty) {
          return FS_stdin_getChar();
        }, put_char(tty, val) {
          if (val === null || val === 10) {
            out(UTF8ArrayToString(tty.output));
            tty.output = [];
          } else {
            if (val != 0) tty.output.push(val);
          }
        }, fsync(tty) {
          if (tty.output?.length > 0) {
            out(UTF8ArrayToString(tty.output));
            tty.output = [];
          }
        }, ioctl_tcgets(tty) {
          return { c_iflag: 25856, c_oflag: 5, c_cflag: 191, c_lflag: 35387, c_cc: [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
        }, ioctl_tcsets(tty, optional_actions, data) {
          return 0;
        }, ioctl_tiocgwinsz(tty) {
          return [24, 80];
        } }, default_tty1_ops: { put_char(tty, val) {
          if (val === null || val === 10) {
            err(UTF8ArrayToString(tty.output));
            tty.output = [];
          } else {
            if (val != 0) tty.output.push(val);
          }
        }, fsync(tty) {
          if (tty.output?.length > 0) {
            err(UTF8ArrayToString(tty.output));
            tty.output = [];
          }
        } } };
        var mmapAlloc = (size) => {
          abort();
        };
        var MEMFS = { ops_table: null, mount(mount) {
          return MEMFS.createNode(null, "/", 16895, 0);
        }, createNode(parent, name, mode, dev) {
          if (FS.isBlkdev(mode) || FS.isFIFO(mode)) {
            throw new FS.ErrnoError(63);
          }
          MEMFS.ops_table ||= { dir: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr, lookup: MEMFS.node_ops.lookup, mknod: MEMFS.node_ops.mknod, rename: MEMFS.node_ops.rename, unlink: MEMFS.node_ops.unlink, rmdir: MEMFS.node_ops.rmdir, readdir: MEMFS.node_ops.readdir, symlink: MEMFS.node_ops.symlink }, stream: { llseek: MEMFS.stream_ops.llseek } }, file: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr }, stream: { llseek: MEMFS.stream_ops.llseek, read: MEMFS.stream_ops.read, write: MEMFS.stream_ops.write, mmap: MEMFS.stream_ops.mmap, msync: MEMFS.stream_ops.msync } }, link: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr, readlink: MEMFS.node_ops.readlink }, stream: {} }, chrdev: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr }, stream: FS.chrdev_stream_ops } };
          var node = FS.createNode(parent, name, mode, dev);
          if (FS.isDir(node.mode)) {
            node.node_ops = MEMFS.ops_table.dir.node;
            node.stream_ops = MEMFS.ops_table.dir.stream;
            node.contents = {};
          } else if (FS.isFile(node.mode)) {
            node.node_ops = MEMFS.ops_table.file.node;
            node.stream_ops = MEMFS.ops_table.file.stream;
            node.usedBytes = 0;
            node.contents = MEMFS.emptyFileContents ??= new Uint8Array(0);
          } else if (FS.isLink(node.mode)) {
            node.node_ops = MEMFS.ops_table.link.node;
            node.stream_ops = MEMFS.ops_table.link.stream;
          } else if (FS.isChrdev(node.mode)) {
            node.node_ops = MEMFS.ops_table.chrdev.node;
            node.stream_ops = MEMFS.ops_table.chrdev.stream;
          }
          node.atime = node.mtime = node.ctime = Date.now();
          if (parent) {
            parent.contents[name] = node;
            parent.atime = parent.mtime = parent.ctime = node.atime;
          }
          return node;
        }, getFileDataAsTypedArray(node) {
          return node.contents.subarray(0, node.usedBytes);
        }, expandFileStorage(node, newCapacity) {
          var prevCapacity = node.contents.length;
          if (prevCapacity >= newCapacity) return;
          var CAPACITY_DOUBLING_MAX = 1024 * 1024;
          newCapacity = Math.max(newCapacity, prevCapacity * (prevCapacity < CAPACITY_DOUBLING_MAX ? 2 : 1.125) >>> 0);
          if (prevCapacity) newCapacity = Math.max(newCapacity, 256);
          var oldContents = MEMFS.getFileDataAsTypedArray(node);
          node.contents = new Uint8Array(newCapacity);
          node.contents.set(oldContents);
        }, resizeFileStorage(node, newSize) {
          if (node.usedBytes == newSize) return;
          var oldContents = node.contents;
          node.contents = new Uint8Array(newSize);
          node.contents.set(oldContents.subarray(0, Math.min(newSize, node.usedBytes)));
          node.usedBytes = newSize;
        }, node_ops: { getattr(node) {
          var attr = {};
          attr.dev = FS.isChrdev(node.mode) ? node.id : 1;
          attr.ino = node.id;
          attr.mode = node.mode;
          attr.nlink = 1;
          attr.uid = 0;
          attr.gid = 0;
          attr.rdev = node.rdev;
          if (FS.isDir(node.mode)) {
            attr.size = 4096;
          } else if (FS.isFile(node.mode)) {
            attr.size = node.usedBytes;
          } else if (FS.isLink(node.mode)) {
            attr.size = node.link.length;
          } else {
            attr.size = 0;
          }
          attr.atime = new Date(node.atime);
          attr.mtime = new Date(node.mtime);
          attr.ctime = new Date(node.ctime);
          attr.blksize = 4096;
          attr.blocks = Math.ceil(attr.size / attr.blksize);
          return attr;
        }, setattr(node, attr) {
          for (const key of ["mode", "atime", "mtime", "ctime"]) {
            if (attr[key] != null) {
              node[key] = attr[key];
            }
          }
          if (attr.size !== void 0) {
            MEMFS.resizeFileStorage(node, attr.size);
          }
        }, lookup(parent, name) {
          if (!MEMFS.doesNotExistError) {
            MEMFS.doesNotExistError = new FS.ErrnoError(44);
            MEMFS.doesNotExistError.stack = "<generic error, no stack>";
          }
          throw MEMFS.doesNotExistError;
        }, mknod(parent, name, mode, dev) {
          return MEMFS.createNode(parent, name, mode, dev);
        }, rename(old_node, new_dir, new_name) {
          var new_node;
          try {
            new_node = FS.lookupNode(new_dir, new_name);
          } catch (e) {
          }
          if (new_node) {
            if (FS.isDir(old_node.mode)) {
              for (var i in new_node.contents) {
                throw new FS.ErrnoError(55);
              }
            }
            FS.hashRemoveNode(new_node);
          }
          delete old_node.parent.contents[old_node.name];
          new_dir.contents[new_name] = old_node;
          old_node.name = new_name;
          new_dir.ctime = new_dir.mtime = old_node.parent.ctime = old_node.parent.mtime = Date.now();
        }, unlink(parent, name) {
          delete parent.contents[name];
          parent.ctime = parent.mtime = Date.now();
        }, rmdir(parent, name) {
          var node = FS.lookupNode(parent, name);
          for (var i in node.contents) {
            throw new FS.ErrnoError(55);
          }
          delete parent.contents[name];
          parent.ctime = parent.mtime = Date.now();
        }, readdir(node) {
          return [".", "..", ...Object.keys(node.contents)];
        }, symlink(parent, newname, oldpath) {
          var node = MEMFS.createNode(parent, newname, 511 | 40960, 0);
          node.link = oldpath;
          return node;
        }, readlink(node) {
          if (!FS.isLink(node.mode)) {
            throw new FS.ErrnoError(28);
          }
          return node.link;
        } }, stream_ops: { read(stream, buffer, offset, length, position) {
          var contents = stream.node.contents;
          if (position >= stream.node.usedBytes) return 0;
          var size = Math.min(stream.node.usedBytes - position, length);
          buffer.set(contents.subarray(position, position + size), offset);
          return size;
        }, write(stream, buffer, offset, length, position, canOwn) {
          if (buffer.buffer === HEAP8.buffer) {
            canOwn = false;
          }
          if (!length) return 0;
          var node = stream.node;
          node.mtime = node.ctime = Date.now();
          if (canOwn) {
            node.contents = buffer.subarray(offset, offset + length);
            node.usedBytes = length;
          } else if (node.usedBytes === 0 && position === 0) {
            node.contents = buffer.slice(offset, offset + length);
            node.usedBytes = length;
          } else {
            MEMFS.expandFileStorage(node, position + length);
            node.contents.set(buffer.subarray(offset, offset + length), position);
            node.usedBytes = Math.max(node.usedBytes, position + length);
          }
          return length;
        }, llseek(stream, offset, whence) {
          var position = offset;
          if (whence === 1) {
            position += stream.position;
          } else if (whence === 2) {
            if (FS.isFile(stream.node.mode)) {
              position += stream.node.usedBytes;
            }
          }
          if (position < 0) {
            throw new FS.ErrnoError(28);
          }
          return position;
        }, mmap(stream, length, position, prot, flags) {
          if (!FS.isFile(stream.node.mode)) {
            throw new FS.ErrnoError(43);
          }
          var ptr;
          var allocated;
          var contents = stream.node.contents;
          if (!(flags & 2) && contents.buffer === HEAP8.buffer) {
            allocated = false;
            ptr = contents.byteOffset;
          } else {
            allocated = true;
            ptr = mmapAlloc(length);
            if (!ptr) {
              throw new FS.ErrnoError(48);
            }
            if (contents) {
              if (position > 0 || position + length < contents.length) {
                if (contents.subarray) {
                  contents = contents.subarray(position, position + length);
                } else {
                  contents = Array.prototype.slice.call(contents, position, position + length);
                }
              }
              HEAP8.set(contents, ptr);
            }
          }
          return { ptr, allocated };
        }, msync(stream, buffer, offset, length, mmapFlags) {
          MEMFS.stream_ops.write(stream, buffer, 0, length, offset, false);
          return 0;
        } } };
        var FS_modeStringToFlags = (str) => {
          if (typeof str != "string") return str;
          var flagModes = { r: 0, "r+": 2, w: 512 | 64 | 1, "w+": 512 | 64 | 2, a: 1024 | 64 | 1, "a+": 1024 | 64 | 2 };
          var flags = flagModes[str];
          if (typeof flags == "undefined") {
            throw new Error(`Unknown file open mode: ${str}`);
          }
          return flags;
        };
        var FS_fileDataToTypedArray = (data) => {
          if (typeof data == "string") {
            data = intArrayFromString(data, true);
          }
          if (!data.subarray) {
            data = new Uint8Array(data);
          }
          return data;
        };
        var FS_getMode = (canRead, canWrite) => {
          var mode = 0;
          if (canRead) mode |= 292 | 73;
          if (canWrite) mode |= 146;
          return mode;
        };
        var asyncLoad = async (url) => {
          var arrayBuffer = await readAsync(url);
          return new Uint8Array(arrayBuffer);
        };
        var FS_createDataFile = (...args) => FS.createDataFile(...args);
        var getUniqueRunDependency = (id) => id;
        var dependenciesPromise = null;
        var resolveRunDependencies = async () => dependenciesPromise;
        var runDependencies = 0;
        var dependenciesPromiseResolve = null;
        var removeRunDependency = (id) => {
          runDependencies--;
          Module["monitorRunDependencies"]?.(runDependencies);
          if (!runDependencies) {
            dependenciesPromiseResolve();
          }
        };
        var addRunDependency = (id) => {
          if (!runDependencies) {
            dependenciesPromise = new Promise((resolve2) => dependenciesPromiseResolve = resolve2);
          }
          runDependencies++;
          Module["monitorRunDependencies"]?.(runDependencies);
        };
        var preloadPlugins = [];
        var FS_handledByPreloadPlugin = async (byteArray, fullname) => {
          if (typeof Browser != "undefined") Browser.init();
          for (var plugin of preloadPlugins) {
            if (plugin["canHandle"](fullname)) {
              return plugin["handle"](byteArray, fullname);
            }
          }
          return byteArray;
        };
        var FS_preloadFile = async (parent, name, url, canRead, canWrite, dontCreateFile, canOwn, preFinish) => {
          var fullname = name ? PATH_FS.resolve(PATH.join2(parent, name)) : parent;
          var dep = getUniqueRunDependency(`cp ${fullname}`);
          addRunDependency(dep);
          try {
            var byteArray = url;
            if (typeof url == "string") {
              byteArray = await asyncLoad(url);
            }
            byteArray = await FS_handledByPreloadPlugin(byteArray, fullname);
            preFinish?.();
            if (!dontCreateFile) {
              FS_createDataFile(parent, name, byteArray, canRead, canWrite, canOwn);
            }
          } finally {
            removeRunDependency(dep);
          }
        };
        var FS_createPreloadedFile = (parent, name, url, canRead, canWrite, onload, onerror, dontCreateFile, canOwn, preFinish) => {
          FS_preloadFile(parent, name, url, canRead, canWrite, dontCreateFile, canOwn, preFinish).then(onload).catch(onerror);
        };
        var FS = { root: null, mounts: [], devices: {}, streams: [], nextInode: 1, nameTable: null, currentPath: "/", initialized: false, ignorePermissions: true, filesystems: null, syncFSRequests: 0, ErrnoError: class {
          name = "ErrnoError";
          constructor(errno) {
            this.errno = errno;
          }
        }, FSStream: class {
          shared = {};
          get object() {
            return this.node;
          }
          set object(val) {
            this.node = val;
          }
          get isRead() {
            return (this.flags & 2097155) !== 1;
          }
          get isWrite() {
            return (this.flags & 2097155) !== 0;
          }
          get isAppend() {
            return this.flags & 1024;
          }
          get flags() {
            return this.shared.flags;
          }
          set flags(val) {
            this.shared.flags = val;
          }
          get position() {
            return this.shared.position;
          }
          set position(val) {
            this.shared.position = val;
          }
        }, FSNode: class {
          node_ops = {};
          stream_ops = {};
          readMode = 292 | 73;
          writeMode = 146;
          mounted = null;
          constructor(parent, name, mode, rdev) {
            if (!parent) {
              parent = this;
            }
            this.parent = parent;
            this.mount = parent.mount;
            this.id = FS.nextInode++;
            this.name = name;
            this.mode = mode;
            this.rdev = rdev;
            this.atime = this.mtime = this.ctime = Date.now();
          }
          get read() {
            return (this.mode & this.readMode) === this.readMode;
          }
          set read(val) {
            val ? this.mode |= this.readMode : this.mode &= ~this.readMode;
          }
          get write() {
            return (this.mode & this.writeMode) === this.writeMode;
          }
          set write(val) {
            val ? this.mode |= this.writeMode : this.mode &= ~this.writeMode;
          }
          get isFolder() {
            return FS.isDir(this.mode);
          }
          get isDevice() {
            return FS.isChrdev(this.mode);
          }
          addListener(cb, exclusive = false) {
            var entry = { cb, exclusive };
            var listeners = this.listeners ??= /* @__PURE__ */ new Set();
            listeners.add(entry);
            return { listeners, entry };
          }
          notifyListeners(flags) {
            if (!this.listeners) return;
            var excl;
            for (var entry of this.listeners) {
              if (entry.exclusive) (excl ||= []).push(entry);
              else entry.cb(flags);
            }
            if (excl) {
              var i = (this.exclTurn || 0) % excl.length;
              this.exclTurn = i + 1;
              excl[i].cb(flags);
            }
          }
        }, lookupPath(path, opts = {}) {
          if (!path) {
            throw new FS.ErrnoError(44);
          }
          opts.follow_mount ??= true;
          if (!PATH.isAbs(path)) {
            path = FS.cwd() + "/" + path;
          }
          linkloop: for (var nlinks = 0; nlinks < 40; nlinks++) {
            var parts2 = path.split("/").filter((p) => !!p);
            var current = FS.root;
            var current_path = "/";
            for (var i = 0; i < parts2.length; i++) {
              var islast = i === parts2.length - 1;
              if (islast && opts.parent) {
                break;
              }
              if (parts2[i] === ".") {
                continue;
              }
              if (parts2[i] === "..") {
                current_path = PATH.dirname(current_path);
                if (FS.isRoot(current)) {
                  path = current_path + "/" + parts2.slice(i + 1).join("/");
                  nlinks--;
                  continue linkloop;
                } else {
                  current = current.parent;
                }
                continue;
              }
              current_path = PATH.join2(current_path, parts2[i]);
              try {
                current = FS.lookupNode(current, parts2[i]);
              } catch (e) {
                if (e?.errno === 44 && islast && opts.noent_okay) {
                  return { path: current_path };
                }
                throw e;
              }
              if (FS.isMountpoint(current) && (!islast || opts.follow_mount)) {
                current = current.mounted.root;
              }
              if (FS.isLink(current.mode) && (!islast || opts.follow)) {
                if (!current.node_ops.readlink) {
                  throw new FS.ErrnoError(52);
                }
                var link = current.node_ops.readlink(current);
                if (!PATH.isAbs(link)) {
                  link = PATH.dirname(current_path) + "/" + link;
                }
                path = link + "/" + parts2.slice(i + 1).join("/");
                continue linkloop;
              }
            }
            return { path: current_path, node: current };
          }
          throw new FS.ErrnoError(32);
        }, getPath(node) {
          var path;
          while (true) {
            if (FS.isRoot(node)) {
              var mount = node.mount.mountpoint;
              if (!path) return mount;
              return mount[mount.length - 1] !== "/" ? `${mount}/${path}` : mount + path;
            }
            path = path ? `${node.name}/${path}` : node.name;
            node = node.parent;
          }
        }, hashName(parentid, name) {
          var hash = 0;
          for (var i = 0; i < name.length; i++) {
            hash = (hash << 5) - hash + name.charCodeAt(i) | 0;
          }
          return (parentid + hash >>> 0) % FS.nameTable.length;
        }, hashAddNode(node) {
          var hash = FS.hashName(node.parent.id, node.name);
          node.name_next = FS.nameTable[hash];
          FS.nameTable[hash] = node;
        }, hashRemoveNode(node) {
          var hash = FS.hashName(node.parent.id, node.name);
          if (FS.nameTable[hash] === node) {
            FS.nameTable[hash] = node.name_next;
          } else {
            var current = FS.nameTable[hash];
            while (current) {
              if (current.name_next === node) {
                current.name_next = node.name_next;
                break;
              }
              current = current.name_next;
            }
          }
        }, lookupNode(parent, name) {
          var errCode = FS.mayLookup(parent);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          var hash = FS.hashName(parent.id, name);
          for (var node = FS.nameTable[hash]; node; node = node.name_next) {
            var nodeName = node.name;
            if (node.parent.id === parent.id && nodeName === name) {
              return node;
            }
          }
          return FS.lookup(parent, name);
        }, createNode(parent, name, mode, rdev) {
          var node = new FS.FSNode(parent, name, mode, rdev);
          FS.hashAddNode(node);
          return node;
        }, destroyNode(node) {
          FS.hashRemoveNode(node);
        }, isRoot(node) {
          return node === node.parent;
        }, isMountpoint(node) {
          return !!node.mounted;
        }, isFile(mode) {
          return (mode & 61440) === 32768;
        }, isDir(mode) {
          return (mode & 61440) === 16384;
        }, isLink(mode) {
          return (mode & 61440) === 40960;
        }, isChrdev(mode) {
          return (mode & 61440) === 8192;
        }, isBlkdev(mode) {
          return (mode & 61440) === 24576;
        }, isFIFO(mode) {
          return (mode & 61440) === 4096;
        }, isSocket(mode) {
          return (mode & 49152) === 49152;
        }, flagsToPermissionString(flag) {
          var perms = ["r", "w", "rw"][flag & 3];
          if (flag & 512) {
            perms += "w";
          }
          return perms;
        }, nodePermissions(node, perms) {
          if (FS.ignorePermissions) {
            return 0;
          }
          if (perms.includes("r") && !(node.mode & 292)) {
            return 2;
          }
          if (perms.includes("w") && !(node.mode & 146)) {
            return 2;
          }
          if (perms.includes("x") && !(node.mode & 73)) {
            return 2;
          }
          return 0;
        }, mayLookup(dir) {
          if (!FS.isDir(dir.mode)) return 54;
          var errCode = FS.nodePermissions(dir, "x");
          if (errCode) return errCode;
          if (!dir.node_ops.lookup) return 2;
          return 0;
        }, mayCreate(dir, name) {
          if (!FS.isDir(dir.mode)) {
            return 54;
          }
          try {
            var node = FS.lookupNode(dir, name);
            return 20;
          } catch (e) {
          }
          return FS.nodePermissions(dir, "wx");
        }, mayDelete(dir, name, isdir) {
          var node;
          try {
            node = FS.lookupNode(dir, name);
          } catch (e) {
            return e.errno;
          }
          var errCode = FS.nodePermissions(dir, "wx");
          if (errCode) {
            return errCode;
          }
          if (isdir) {
            if (!FS.isDir(node.mode)) {
              return 54;
            }
            if (FS.isRoot(node) || FS.getPath(node) === FS.cwd()) {
              return 10;
            }
          } else if (FS.isDir(node.mode)) {
            return 31;
          }
          return 0;
        }, mayOpen(node, flags) {
          if (!node) {
            return 44;
          }
          if (FS.isLink(node.mode)) {
            return 32;
          }
          var mode = FS.flagsToPermissionString(flags);
          if (FS.isDir(node.mode)) {
            if (mode !== "r" || flags & (512 | 64)) {
              return 31;
            }
          }
          return FS.nodePermissions(node, mode);
        }, checkOpExists(op, err2) {
          if (!op) {
            throw new FS.ErrnoError(err2);
          }
          return op;
        }, MAX_OPEN_FDS: 4096, nextfd() {
          for (var fd = 0; fd <= FS.MAX_OPEN_FDS; fd++) {
            if (!FS.streams[fd]) {
              return fd;
            }
          }
          throw new FS.ErrnoError(33);
        }, getStreamChecked(fd) {
          var stream = FS.getStream(fd);
          if (!stream) {
            throw new FS.ErrnoError(8);
          }
          return stream;
        }, getStream: (fd) => FS.streams[fd], createStream(stream, fd = -1) {
          stream = Object.assign(new FS.FSStream(), stream);
          if (fd == -1) {
            fd = FS.nextfd();
          }
          stream.fd = fd;
          FS.streams[fd] = stream;
          return stream;
        }, closeStream(fd) {
          FS.streams[fd] = null;
        }, dupStream(origStream, fd = -1) {
          var stream = FS.createStream(origStream, fd);
          stream.stream_ops?.dup?.(stream);
          return stream;
        }, doSetAttr(stream, node, attr) {
          var setattr = stream?.stream_ops.setattr;
          var arg = setattr ? stream : node;
          setattr ??= node.node_ops.setattr;
          FS.checkOpExists(setattr, 63);
          try {
            setattr(arg, attr);
          } catch (e) {
            if (e instanceof RangeError) {
              throw new FS.ErrnoError(22);
            }
            throw e;
          }
        }, chrdev_stream_ops: { open(stream) {
          var device = FS.getDevice(stream.node.rdev);
          stream.stream_ops = device.stream_ops;
          stream.stream_ops.open?.(stream);
        }, llseek() {
          throw new FS.ErrnoError(70);
        } }, major: (dev) => dev >> 8, minor: (dev) => dev & 255, makedev: (ma, mi) => ma << 8 | mi, registerDevice(dev, ops) {
          FS.devices[dev] = { stream_ops: ops };
        }, getDevice: (dev) => FS.devices[dev], getMounts(mount) {
          var mounts = [];
          var check = [mount];
          while (check.length) {
            var m = check.pop();
            mounts.push(m);
            check.push(...m.mounts);
          }
          return mounts;
        }, syncfs(populate, callback) {
          if (typeof populate == "function") {
            callback = populate;
            populate = false;
          }
          FS.syncFSRequests++;
          if (FS.syncFSRequests > 1) {
            err(`warning: ${FS.syncFSRequests} FS.syncfs operations in flight at once, probably just doing extra work`);
          }
          var mounts = FS.getMounts(FS.root.mount);
          var completed = 0;
          function doCallback(errCode) {
            FS.syncFSRequests--;
            return callback(errCode);
          }
          function done(errCode) {
            if (errCode) {
              if (!done.errored) {
                done.errored = true;
                return doCallback(errCode);
              }
              return;
            }
            if (++completed >= mounts.length) {
              doCallback(null);
            }
          }
          for (var mount of mounts) {
            if (mount.type.syncfs) {
              mount.type.syncfs(mount, populate, done);
            } else {
              done(null);
            }
          }
        }, mount(type, opts, mountpoint) {
          var root = mountpoint === "/";
          var pseudo = !mountpoint;
          var node;
          if (root && FS.root) {
            throw new FS.ErrnoError(10);
          } else if (!root && !pseudo) {
            var lookup = FS.lookupPath(mountpoint, { follow_mount: false });
            mountpoint = lookup.path;
            node = lookup.node;
            if (FS.isMountpoint(node)) {
              throw new FS.ErrnoError(10);
            }
            if (!FS.isDir(node.mode)) {
              throw new FS.ErrnoError(54);
            }
          }
          var mount = { type, opts, mountpoint, mounts: [] };
          var mountRoot = type.mount(mount);
          mountRoot.mount = mount;
          mount.root = mountRoot;
          if (root) {
            FS.root = mountRoot;
          } else if (node) {
            node.mounted = mount;
            if (node.mount) {
              node.mount.mounts.push(mount);
            }
          }
          return mountRoot;
        }, unmount(mountpoint) {
          var lookup = FS.lookupPath(mountpoint, { follow_mount: false });
          if (!FS.isMountpoint(lookup.node)) {
            throw new FS.ErrnoError(28);
          }
          var node = lookup.node;
          var mount = node.mounted;
          var mounts = FS.getMounts(mount);
          for (var [hash, current] of Object.entries(FS.nameTable)) {
            while (current) {
              var next = current.name_next;
              if (mounts.includes(current.mount)) {
                FS.destroyNode(current);
              }
              current = next;
            }
          }
          node.mounted = null;
          var idx = node.mount.mounts.indexOf(mount);
          node.mount.mounts.splice(idx, 1);
        }, lookup(parent, name) {
          return parent.node_ops.lookup(parent, name);
        }, mknod(path, mode, dev) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          var name = PATH.basename(path);
          if (!name) {
            throw new FS.ErrnoError(28);
          }
          if (name === "." || name === "..") {
            throw new FS.ErrnoError(20);
          }
          var errCode = FS.mayCreate(parent, name);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.mknod) {
            throw new FS.ErrnoError(63);
          }
          return parent.node_ops.mknod(parent, name, mode, dev);
        }, statfs(path) {
          return FS.statfsNode(FS.lookupPath(path, { follow: true }).node);
        }, statfsStream(stream) {
          return FS.statfsNode(stream.node);
        }, statfsNode(node) {
          var rtn = { bsize: 4096, frsize: 4096, blocks: 1e6, bfree: 5e5, bavail: 5e5, files: FS.nextInode, ffree: FS.nextInode - 1, fsid: 42, flags: 2, namelen: 255 };
          if (node.node_ops.statfs) {
            Object.assign(rtn, node.node_ops.statfs(node.mount.opts.root));
          }
          return rtn;
        }, create(path, mode = 438) {
          mode &= 4095;
          mode |= 32768;
          return FS.mknod(path, mode, 0);
        }, mkdir(path, mode = 511) {
          mode &= 511 | 512;
          mode |= 16384;
          return FS.mknod(path, mode, 0);
        }, mkdirTree(path, mode) {
          var dirs = path.split("/");
          var d = "";
          for (var dir of dirs) {
            if (!dir) continue;
            if (d || PATH.isAbs(path)) d += "/";
            d += dir;
            try {
              FS.mkdir(d, mode);
            } catch (e) {
              if (e.errno != 20) throw e;
            }
          }
        }, mkdev(path, mode, dev) {
          if (typeof dev == "undefined") {
            dev = mode;
            mode = 438;
          }
          mode |= 8192;
          return FS.mknod(path, mode, dev);
        }, symlink(oldpath, newpath) {
          if (!PATH_FS.resolve(oldpath)) {
            throw new FS.ErrnoError(44);
          }
          var lookup = FS.lookupPath(newpath, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var newname = PATH.basename(newpath);
          var errCode = FS.mayCreate(parent, newname);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.symlink) {
            throw new FS.ErrnoError(63);
          }
          return parent.node_ops.symlink(parent, newname, oldpath);
        }, link(oldpath, newpath, flags) {
          var lookup = FS.lookupPath(newpath, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var newname = PATH.basename(newpath);
          var errCode = FS.mayCreate(parent, newname);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.link) {
            throw new FS.ErrnoError(34);
          }
          return parent.node_ops.link(parent, newname, oldpath, flags);
        }, rename(old_path, new_path) {
          var old_dirname = PATH.dirname(old_path);
          var new_dirname = PATH.dirname(new_path);
          var old_name = PATH.basename(old_path);
          var new_name = PATH.basename(new_path);
          var lookup, old_dir, new_dir;
          lookup = FS.lookupPath(old_path, { parent: true });
          old_dir = lookup.node;
          lookup = FS.lookupPath(new_path, { parent: true });
          new_dir = lookup.node;
          if (!old_dir || !new_dir) throw new FS.ErrnoError(44);
          if (old_dir.mount !== new_dir.mount) {
            throw new FS.ErrnoError(75);
          }
          var old_node = FS.lookupNode(old_dir, old_name);
          var relative = PATH_FS.relative(old_path, new_dirname);
          if (relative.charAt(0) !== ".") {
            throw new FS.ErrnoError(28);
          }
          relative = PATH_FS.relative(new_path, old_dirname);
          if (relative.charAt(0) !== ".") {
            throw new FS.ErrnoError(55);
          }
          var new_node;
          try {
            new_node = FS.lookupNode(new_dir, new_name);
          } catch (e) {
          }
          if (old_node === new_node) {
            return;
          }
          var isdir = FS.isDir(old_node.mode);
          var errCode = FS.mayDelete(old_dir, old_name, isdir);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          errCode = new_node ? FS.mayDelete(new_dir, new_name, isdir) : FS.mayCreate(new_dir, new_name);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!old_dir.node_ops.rename) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(old_node) || new_node && FS.isMountpoint(new_node)) {
            throw new FS.ErrnoError(10);
          }
          if (new_dir !== old_dir) {
            errCode = FS.nodePermissions(old_dir, "w");
            if (errCode) {
              throw new FS.ErrnoError(errCode);
            }
          }
          FS.hashRemoveNode(old_node);
          try {
            old_dir.node_ops.rename(old_node, new_dir, new_name);
            old_node.parent = new_dir;
          } catch (e) {
            throw e;
          } finally {
            FS.hashAddNode(old_node);
          }
        }, rmdir(path) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          var name = PATH.basename(path);
          var node = FS.lookupNode(parent, name);
          var errCode = FS.mayDelete(parent, name, true);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.rmdir) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(node)) {
            throw new FS.ErrnoError(10);
          }
          parent.node_ops.rmdir(parent, name);
          FS.destroyNode(node);
        }, readdir(path) {
          var lookup = FS.lookupPath(path, { follow: true });
          var node = lookup.node;
          var readdir = FS.checkOpExists(node.node_ops.readdir, 54);
          return readdir(node);
        }, unlink(path) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var name = PATH.basename(path);
          var node = FS.lookupNode(parent, name);
          var errCode = FS.mayDelete(parent, name, false);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.unlink) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(node)) {
            throw new FS.ErrnoError(10);
          }
          parent.node_ops.unlink(parent, name);
          FS.destroyNode(node);
        }, readlink(path) {
          var lookup = FS.lookupPath(path);
          var link = lookup.node;
          if (!link) {
            throw new FS.ErrnoError(44);
          }
          if (!link.node_ops.readlink) {
            throw new FS.ErrnoError(28);
          }
          return link.node_ops.readlink(link);
        }, stat(path, dontFollow) {
          var lookup = FS.lookupPath(path, { follow: !dontFollow });
          var node = lookup.node;
          var getattr = FS.checkOpExists(node.node_ops.getattr, 63);
          return getattr(node);
        }, fstat(fd) {
          var stream = FS.getStreamChecked(fd);
          var node = stream.node;
          var getattr = stream.stream_ops.getattr;
          var arg = getattr ? stream : node;
          getattr ??= node.node_ops.getattr;
          FS.checkOpExists(getattr, 63);
          return getattr(arg);
        }, lstat(path) {
          return FS.stat(path, true);
        }, doChmod(stream, node, mode, dontFollow) {
          FS.doSetAttr(stream, node, { mode: mode & 4095 | node.mode & ~4095, ctime: Date.now(), dontFollow });
        }, chmod(path, mode, dontFollow) {
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: !dontFollow });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doChmod(null, node, mode, dontFollow);
        }, lchmod(path, mode) {
          FS.chmod(path, mode, true);
        }, fchmod(fd, mode) {
          var stream = FS.getStreamChecked(fd);
          FS.doChmod(stream, stream.node, mode, false);
        }, doChown(stream, node, dontFollow) {
          FS.doSetAttr(stream, node, { timestamp: Date.now(), dontFollow });
        }, chown(path, uid, gid, dontFollow) {
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: !dontFollow });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doChown(null, node, dontFollow);
        }, lchown(path, uid, gid) {
          FS.chown(path, uid, gid, true);
        }, fchown(fd, uid, gid) {
          var stream = FS.getStreamChecked(fd);
          FS.doChown(stream, stream.node, false);
        }, doTruncate(stream, node, len) {
          if (FS.isDir(node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!FS.isFile(node.mode)) {
            throw new FS.ErrnoError(28);
          }
          var errCode = FS.nodePermissions(node, "w");
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          FS.doSetAttr(stream, node, { size: len, timestamp: Date.now() });
        }, truncate(path, len) {
          if (len < 0) {
            throw new FS.ErrnoError(28);
          }
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: true });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doTruncate(null, node, len);
        }, ftruncate(fd, len) {
          var stream = FS.getStreamChecked(fd);
          if (len < 0 || (stream.flags & 2097155) === 0) {
            throw new FS.ErrnoError(28);
          }
          FS.doTruncate(stream, stream.node, len);
        }, utime(path, atime, mtime, dontFollow) {
          var lookup = FS.lookupPath(path, { follow: !dontFollow });
          FS.doSetAttr(null, lookup.node, { atime, mtime, dontFollow });
        }, open(path, flags, mode = 438) {
          if (path === "") {
            throw new FS.ErrnoError(44);
          }
          flags = FS_modeStringToFlags(flags);
          if (flags & 64) {
            mode = mode & 4095 | 32768;
          } else {
            mode = 0;
          }
          var node;
          var isDirPath;
          if (typeof path == "object") {
            node = path;
          } else {
            isDirPath = path.endsWith("/");
            var lookup = FS.lookupPath(path, { follow: !(flags & 131072), noent_okay: true });
            node = lookup.node;
            path = lookup.path;
          }
          var created4 = false;
          if (flags & 64) {
            if (node) {
              if (flags & 128) {
                throw new FS.ErrnoError(20);
              }
            } else if (isDirPath) {
              throw new FS.ErrnoError(31);
            } else {
              node = FS.mknod(path, mode | 511, 0);
              created4 = true;
            }
          }
          if (!node) {
            throw new FS.ErrnoError(44);
          }
          if (FS.isChrdev(node.mode)) {
            flags &= ~512;
          }
          if (flags & 65536 && !FS.isDir(node.mode)) {
            throw new FS.ErrnoError(54);
          }
          if (!created4) {
            var errCode = FS.mayOpen(node, flags);
            if (errCode) {
              throw new FS.ErrnoError(errCode);
            }
          }
          if (flags & 512 && !created4) {
            FS.truncate(node, 0);
          }
          flags &= ~(128 | 512 | 131072);
          var stream = FS.createStream({ node, path: FS.getPath(node), flags, seekable: true, position: 0, stream_ops: node.stream_ops, ungotten: [], error: false });
          if (stream.stream_ops.open) {
            stream.stream_ops.open(stream);
          }
          if (created4) {
            FS.chmod(node, mode & 511);
          }
          return stream;
        }, close(stream) {
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if (stream.getdents) stream.getdents = null;
          stream.node?.notifyListeners(32);
          try {
            if (stream.stream_ops.close) {
              stream.stream_ops.close(stream);
            }
          } catch (e) {
            throw e;
          } finally {
            FS.closeStream(stream.fd);
          }
          stream.fd = null;
        }, isClosed(stream) {
          return stream.fd === null;
        }, llseek(stream, offset, whence) {
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if (!stream.seekable || !stream.stream_ops.llseek) {
            throw new FS.ErrnoError(70);
          }
          if (whence != 0 && whence != 1 && whence != 2) {
            throw new FS.ErrnoError(28);
          }
          stream.position = stream.stream_ops.llseek(stream, offset, whence);
          stream.ungotten = [];
          return stream.position;
        }, read(stream, buffer, offset, length, position) {
          if (length < 0 || position < 0) {
            throw new FS.ErrnoError(28);
          }
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if ((stream.flags & 2097155) === 1) {
            throw new FS.ErrnoError(8);
          }
          if (FS.isDir(stream.node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!stream.stream_ops.read) {
            throw new FS.ErrnoError(28);
          }
          var seeking = typeof position != "undefined";
          if (!seeking) {
            position = stream.position;
          } else if (!stream.seekable) {
            throw new FS.ErrnoError(70);
          }
          var bytesRead = stream.stream_ops.read(stream, buffer, offset, length, position);
          if (!seeking) stream.position += bytesRead;
          return bytesRead;
        }, write(stream, buffer, offset, length, position, canOwn) {
          if (length < 0 || position < 0) {
            throw new FS.ErrnoError(28);
          }
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if ((stream.flags & 2097155) === 0) {
            throw new FS.ErrnoError(8);
          }
          if (FS.isDir(stream.node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!stream.stream_ops.write) {
            throw new FS.ErrnoError(28);
          }
          if (stream.seekable && stream.flags & 1024) {
            FS.llseek(stream, 0, 2);
          }
          var seeking = typeof position != "undefined";
          if (!seeking) {
            position = stream.position;
          } else if (!stream.seekable) {
            throw new FS.ErrnoError(70);
          }
          var bytesWritten = stream.stream_ops.write(stream, buffer, offset, length, position, canOwn);
          if (!seeking) stream.position += bytesWritten;
          return bytesWritten;
        }, mmap(stream, length, position, prot, flags) {
          if ((prot & 2) !== 0 && (flags & 2) === 0 && (stream.flags & 2097155) !== 2) {
            throw new FS.ErrnoError(2);
          }
          if ((stream.flags & 2097155) === 1) {
            throw new FS.ErrnoError(2);
          }
          if (!stream.stream_ops.mmap) {
            throw new FS.ErrnoError(43);
          }
          if (!length) {
            throw new FS.ErrnoError(28);
          }
          return stream.stream_ops.mmap(stream, length, position, prot, flags);
        }, msync(stream, buffer, offset, length, mmapFlags) {
          if (!stream.stream_ops.msync) {
            return 0;
          }
          return stream.stream_ops.msync(stream, buffer, offset, length, mmapFlags);
        }, ioctl(stream, cmd, arg) {
          if (!stream.stream_ops.ioctl) {
            throw new FS.ErrnoError(59);
          }
          return stream.stream_ops.ioctl(stream, cmd, arg);
        }, readFile(path, opts = {}) {
          opts.flags = opts.flags ?? 0;
          opts.encoding = opts.encoding ?? "binary";
          if (opts.encoding !== "utf8" && opts.encoding !== "binary") {
            abort(`Invalid encoding type "${opts.encoding}"`);
          }
          var stream = FS.open(path, opts.flags);
          var stat = FS.stat(path);
          var length = stat.size;
          var buf = new Uint8Array(length);
          FS.read(stream, buf, 0, length, 0);
          if (opts.encoding === "utf8") {
            buf = UTF8ArrayToString(buf);
          }
          FS.close(stream);
          return buf;
        }, writeFile(path, data, opts = {}) {
          opts.flags = opts.flags ?? 577;
          var stream = FS.open(path, opts.flags, opts.mode);
          data = FS_fileDataToTypedArray(data);
          FS.write(stream, data, 0, data.byteLength, void 0, opts.canOwn);
          FS.close(stream);
        }, cwd: () => FS.currentPath, chdir(path) {
          var lookup = FS.lookupPath(path, { follow: true });
          if (lookup.node === null) {
            throw new FS.ErrnoError(44);
          }
          if (!FS.isDir(lookup.node.mode)) {
            throw new FS.ErrnoError(54);
          }
          var errCode = FS.nodePermissions(lookup.node, "x");
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          FS.currentPath = lookup.path;
        }, createDefaultDirectories() {
          FS.mkdir("/tmp");
          FS.mkdir("/home");
          FS.mkdir("/home/web_user");
        }, createDefaultDevices() {
          FS.mkdir("/dev");
          FS.registerDevice(FS.makedev(1, 3), { read: () => 0, write: (stream, buffer, offset, length, pos) => length, llseek: () => 0 });
          FS.mkdev("/dev/null", FS.makedev(1, 3));
          TTY.register(FS.makedev(5, 0), TTY.default_tty_ops);
          TTY.register(FS.makedev(6, 0), TTY.default_tty1_ops);
          FS.mkdev("/dev/tty", FS.makedev(5, 0));
          FS.mkdev("/dev/tty1", FS.makedev(6, 0));
          var randomBuffer = new Uint8Array(1024), randomLeft = 0;
          var randomByte = () => {
            if (randomLeft === 0) {
              randomFill(randomBuffer);
              randomLeft = randomBuffer.byteLength;
            }
            return randomBuffer[--randomLeft];
          };
          FS.createDevice("/dev", "random", randomByte);
          FS.createDevice("/dev", "urandom", randomByte);
          FS.mkdir("/dev/shm");
          FS.mkdir("/dev/shm/tmp");
        }, createSpecialDirectories() {
          FS.mkdir("/proc");
          var proc_self = FS.mkdir("/proc/self");
          FS.mkdir("/proc/self/fd");
          FS.mount({ mount() {
            var node = FS.createNode(proc_self, "fd", 16895, 73);
            node.stream_ops = { llseek: MEMFS.stream_ops.llseek };
            node.node_ops = { lookup(parent, name) {
              var fd = +name;
              var stream = FS.getStreamChecked(fd);
              var ret = { parent: null, mount: { mountpoint: "fake" }, node_ops: { readlink: () => stream.path }, id: fd + 1 };
              ret.parent = ret;
              return ret;
            }, readdir() {
              return Array.from(FS.streams.entries()).filter(([k, v]) => v).map(([k, v]) => k.toString());
            } };
            return node;
          } }, {}, "/proc/self/fd");
        }, createStandardStreams(input, output, error) {
          if (input) {
            FS.createDevice("/dev", "stdin", input);
          } else {
            FS.symlink("/dev/tty", "/dev/stdin");
          }
          if (output) {
            FS.createDevice("/dev", "stdout", null, output);
          } else {
            FS.symlink("/dev/tty", "/dev/stdout");
          }
          if (error) {
            FS.createDevice("/dev", "stderr", null, error);
          } else {
            FS.symlink("/dev/tty1", "/dev/stderr");
          }
          var stdin = FS.open("/dev/stdin", 0);
          var stdout = FS.open("/dev/stdout", 1);
          var stderr = FS.open("/dev/stderr", 1);
        }, staticInit() {
          FS.nameTable = new Array(4096);
          FS.mount(MEMFS, {}, "/");
          FS.createDefaultDirectories();
          FS.createDefaultDevices();
          FS.createSpecialDirectories();
          FS.filesystems = { MEMFS };
        }, init(input, output, error) {
          FS.initialized = true;
          input ??= Module["stdin"];
          output ??= Module["stdout"];
          error ??= Module["stderr"];
          FS.createStandardStreams(input, output, error);
        }, quit() {
          FS.initialized = false;
          for (var stream of FS.streams) {
            if (stream) {
              FS.close(stream);
            }
          }
        }, findObject(path, dontResolveLastLink) {
          var ret = FS.analyzePath(path, dontResolveLastLink);
          if (!ret.exists) {
            return null;
          }
          return ret.object;
        }, analyzePath(path, dontResolveLastLink) {
          try {
            var lookup = FS.lookupPath(path, { follow: !dontResolveLastLink });
            path = lookup.path;
          } catch (e) {
          }
          var ret = { isRoot: false, exists: false, error: 0, name: null, path: null, object: null, parentExists: false, parentPath: null, parentObject: null };
          try {
            var lookup = FS.lookupPath(path, { parent: true });
            ret.parentExists = true;
            ret.parentPath = lookup.path;
            ret.parentObject = lookup.node;
            ret.name = PATH.basename(path);
            lookup = FS.lookupPath(path, { follow: !dontResolveLastLink });
            ret.exists = true;
            ret.path = lookup.path;
            ret.object = lookup.node;
            ret.name = lookup.node.name;
            ret.isRoot = lookup.path === "/";
          } catch (e) {
            ret.error = e.errno;
          }
          return ret;
        }, createPath(parent, path, canRead, canWrite) {
          parent = typeof parent == "string" ? parent : FS.getPath(parent);
          var parts2 = path.split("/").reverse();
          while (parts2.length) {
            var part = parts2.pop();
            if (!part) continue;
            var current = PATH.join2(parent, part);
            try {
              FS.mkdir(current);
            } catch (e) {
              if (e.errno != 20) throw e;
            }
            parent = current;
          }
          return current;
        }, createFile(parent, name, properties, canRead, canWrite) {
          var path = PATH.join2(typeof parent == "string" ? parent : FS.getPath(parent), name);
          var mode = FS_getMode(canRead, canWrite);
          return FS.create(path, mode);
        }, createDataFile(parent, name, data, canRead, canWrite, canOwn) {
          var path = name;
          if (parent) {
            parent = typeof parent == "string" ? parent : FS.getPath(parent);
            path = name ? PATH.join2(parent, name) : parent;
          }
          var mode = FS_getMode(canRead, canWrite);
          var node = FS.create(path, mode);
          if (data) {
            data = FS_fileDataToTypedArray(data);
            FS.chmod(node, mode | 146);
            var stream = FS.open(node, 577);
            FS.write(stream, data, 0, data.length, 0, canOwn);
            FS.close(stream);
            FS.chmod(node, mode);
          }
        }, createDevice(parent, name, input, output) {
          var path = PATH.join2(typeof parent == "string" ? parent : FS.getPath(parent), name);
          var mode = FS_getMode(!!input, !!output);
          FS.createDevice.major ??= 64;
          var dev = FS.makedev(FS.createDevice.major++, 0);
          FS.registerDevice(dev, { open(stream) {
            stream.seekable = false;
          }, close(stream) {
            if (output?.buffer?.length) {
              output(10);
            }
          }, read(stream, buffer, offset, length, pos) {
            var bytesRead = 0;
            for (var i = 0; i < length; i++) {
              var result;
              try {
                result = input();
              } catch (e) {
                throw new FS.ErrnoError(29);
              }
              if (result === void 0 && bytesRead === 0) {
                throw new FS.ErrnoError(6);
              }
              if (result === null || result === void 0) break;
              bytesRead++;
              buffer[offset + i] = result;
            }
            if (bytesRead) {
              stream.node.atime = Date.now();
            }
            return bytesRead;
          }, write(stream, buffer, offset, length, pos) {
            for (var i = 0; i < length; i++) {
              try {
                output(buffer[offset + i]);
              } catch (e) {
                throw new FS.ErrnoError(29);
              }
            }
            if (length) {
              stream.node.mtime = stream.node.ctime = Date.now();
            }
            return i;
          } });
          return FS.mkdev(path, mode, dev);
        }, forceLoadFile(obj) {
          if (obj.isDevice || obj.isFolder || obj.link || obj.contents) return true;
          if (globalThis.XMLHttpRequest) {
            abort("Lazy loading should have been performed (contents set) in createLazyFile, but it was not. Lazy loading only works in web workers. Use --embed-file or --preload-file in emcc on the main thread.");
          } else {
            try {
              obj.contents = readBinary(obj.url);
            } catch (e) {
              throw new FS.ErrnoError(29);
            }
          }
        }, createLazyFile(parent, name, url, canRead, canWrite) {
          class LazyUint8Array {
            lengthKnown = false;
            chunks = [];
            get(idx) {
              if (idx > this.length - 1 || idx < 0) {
                return void 0;
              }
              var chunkOffset = idx % this.chunkSize;
              var chunkNum = idx / this.chunkSize | 0;
              return this.getter(chunkNum)[chunkOffset];
            }
            setDataGetter(getter) {
              this.getter = getter;
            }
            cacheLength() {
              var xhr = new XMLHttpRequest();
              xhr.open("HEAD", url, false);
              xhr.send(null);
              if (!(xhr.status >= 200 && xhr.status < 300 || xhr.status === 304)) abort("Couldn't load " + url + ". Status: " + xhr.status);
              var datalength = Number(xhr.getResponseHeader("Content-length"));
              var header2;
              var hasByteServing = (header2 = xhr.getResponseHeader("Accept-Ranges")) && header2 === "bytes";
              var usesGzip = (header2 = xhr.getResponseHeader("Content-Encoding")) && header2 === "gzip";
              var chunkSize = 1024 * 1024;
              if (!hasByteServing) chunkSize = datalength;
              var doXHR = (from2, to) => {
                if (from2 > to) abort(`invalid range (${from2}, ${to}) or no bytes requested!`);
                if (to > datalength - 1) abort(`only ${datalength} bytes available! programmer error!`);
                var xhr2 = new XMLHttpRequest();
                xhr2.open("GET", url, false);
                if (datalength !== chunkSize) xhr2.setRequestHeader("Range", "bytes=" + from2 + "-" + to);
                xhr2.responseType = "arraybuffer";
                if (xhr2.overrideMimeType) {
                  xhr2.overrideMimeType("text/plain; charset=x-user-defined");
                }
                xhr2.send(null);
                if (!(xhr2.status >= 200 && xhr2.status < 300 || xhr2.status === 304)) abort("Couldn't load " + url + ". Status: " + xhr2.status);
                if (xhr2.response !== void 0) {
                  return new Uint8Array(xhr2.response || []);
                }
                return intArrayFromString(xhr2.responseText ?? "", true);
              };
              var lazyArray2 = this;
              lazyArray2.setDataGetter((chunkNum) => {
                var start = chunkNum * chunkSize;
                var end = (chunkNum + 1) * chunkSize - 1;
                end = Math.min(end, datalength - 1);
                if (typeof lazyArray2.chunks[chunkNum] == "undefined") {
                  lazyArray2.chunks[chunkNum] = doXHR(start, end);
                }
                if (typeof lazyArray2.chunks[chunkNum] == "undefined") abort("doXHR failed!");
                return lazyArray2.chunks[chunkNum];
              });
              if (usesGzip || !datalength) {
                chunkSize = datalength = 1;
                datalength = this.getter(0).length;
                chunkSize = datalength;
                out("LazyFiles on gzip forces download of the whole file when length is accessed");
              }
              this._length = datalength;
              this._chunkSize = chunkSize;
              this.lengthKnown = true;
            }
            get length() {
              if (!this.lengthKnown) {
                this.cacheLength();
              }
              return this._length;
            }
            get chunkSize() {
              if (!this.lengthKnown) {
                this.cacheLength();
              }
              return this._chunkSize;
            }
          }
          if (globalThis.XMLHttpRequest) {
            if (!ENVIRONMENT_IS_WORKER) abort("Cannot do synchronous binary XHRs outside webworkers in modern browsers. Use --embed-file or --preload-file in emcc");
            var lazyArray = new LazyUint8Array();
            var properties = { isDevice: false, contents: lazyArray };
          } else {
            var properties = { isDevice: false, url };
          }
          var node = FS.createFile(parent, name, properties, canRead, canWrite);
          if (properties.contents) {
            node.contents = properties.contents;
          } else if (properties.url) {
            node.contents = null;
            node.url = properties.url;
          }
          Object.defineProperties(node, { usedBytes: { get: function() {
            return this.contents.length;
          } } });
          var stream_ops = {};
          for (const [key, fn] of Object.entries(node.stream_ops)) {
            stream_ops[key] = (...args) => {
              FS.forceLoadFile(node);
              return fn(...args);
            };
          }
          function writeChunks(stream, buffer, offset, length, position) {
            var contents = stream.node.contents;
            if (position >= contents.length) return 0;
            var size = Math.min(contents.length - position, length);
            if (contents.slice) {
              for (var i = 0; i < size; i++) {
                buffer[offset + i] = contents[position + i];
              }
            } else {
              for (var i = 0; i < size; i++) {
                buffer[offset + i] = contents.get(position + i);
              }
            }
            return size;
          }
          stream_ops.read = (stream, buffer, offset, length, position) => {
            FS.forceLoadFile(node);
            return writeChunks(stream, buffer, offset, length, position);
          };
          stream_ops.mmap = (stream, length, position, prot, flags) => {
            FS.forceLoadFile(node);
            var ptr = mmapAlloc(length);
            if (!ptr) {
              throw new FS.ErrnoError(48);
            }
            writeChunks(stream, HEAP8, ptr, length, position);
            return { ptr, allocated: true };
          };
          node.stream_ops = stream_ops;
          return node;
        } };
        var SYSCALLS = { currentUmask: 18, calculateAt(dirfd, path, allowEmpty) {
          if (PATH.isAbs(path)) {
            return path;
          }
          var dir;
          if (dirfd === -100) {
            dir = FS.cwd();
          } else {
            var dirstream = SYSCALLS.getStreamFromFD(dirfd);
            dir = dirstream.path;
          }
          if (path.length == 0) {
            if (!allowEmpty) {
              throw new FS.ErrnoError(44);
            }
            return dir;
          }
          return dir + "/" + path;
        }, writeStat(buf, stat) {
          HEAPU32[buf >> 2] = stat.dev;
          HEAPU32[buf + 4 >> 2] = stat.mode;
          HEAPU32[buf + 8 >> 2] = stat.nlink;
          HEAPU32[buf + 12 >> 2] = stat.uid;
          HEAPU32[buf + 16 >> 2] = stat.gid;
          HEAPU32[buf + 20 >> 2] = stat.rdev;
          HEAP64[buf + 24 >> 3] = BigInt(stat.size);
          HEAP32[buf + 32 >> 2] = 4096;
          HEAP32[buf + 36 >> 2] = stat.blocks;
          var atime = stat.atime.getTime();
          var mtime = stat.mtime.getTime();
          var ctime = stat.ctime.getTime();
          HEAP64[buf + 40 >> 3] = BigInt(Math.floor(atime / 1e3));
          HEAPU32[buf + 48 >> 2] = atime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 56 >> 3] = BigInt(Math.floor(mtime / 1e3));
          HEAPU32[buf + 64 >> 2] = mtime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 72 >> 3] = BigInt(Math.floor(ctime / 1e3));
          HEAPU32[buf + 80 >> 2] = ctime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 88 >> 3] = BigInt(stat.ino);
          return 0;
        }, writeStatFs(buf, stats) {
          HEAPU32[buf + 4 >> 2] = stats.bsize;
          HEAPU32[buf + 60 >> 2] = stats.bsize;
          HEAP64[buf + 8 >> 3] = BigInt(stats.blocks);
          HEAP64[buf + 16 >> 3] = BigInt(stats.bfree);
          HEAP64[buf + 24 >> 3] = BigInt(stats.bavail);
          HEAP64[buf + 32 >> 3] = BigInt(stats.files);
          HEAP64[buf + 40 >> 3] = BigInt(stats.ffree);
          HEAPU32[buf + 48 >> 2] = stats.fsid;
          HEAPU32[buf + 64 >> 2] = stats.flags;
          HEAPU32[buf + 56 >> 2] = stats.namelen;
        }, doMsync(addr, stream, len, flags, offset) {
          if (!FS.isFile(stream.node.mode)) {
            throw new FS.ErrnoError(43);
          }
          if (flags & 2) {
            return 0;
          }
          var buffer = HEAPU8.subarray(addr, addr + len);
          FS.msync(stream, buffer, offset, len, flags);
        }, getStreamFromFD(fd) {
          var stream = FS.getStreamChecked(fd);
          return stream;
        }, varargs: void 0, getStr(ptr) {
          var ret = UTF8ToString(ptr);
          return ret;
        } };
        function _fd_close(fd) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            FS.close(stream);
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var doReadv = (stream, iov, iovcnt, offset) => {
          var ret = 0;
          for (var i = 0; i < iovcnt; i++) {
            var ptr = HEAPU32[iov >> 2];
            var len = HEAPU32[iov + 4 >> 2];
            iov += 8;
            try {
              var curr = FS.read(stream, HEAP8, ptr, len, offset);
            } catch (e) {
              if (ret > 0 && e instanceof FS.ErrnoError && (e.errno == 6 || e.errno == 6)) {
                break;
              }
              throw e;
            }
            if (curr < 0) return -1;
            ret += curr;
            if (curr < len) break;
            if (typeof offset != "undefined") {
              offset += curr;
            }
          }
          return ret;
        };
        function _fd_read(fd, iov, iovcnt, pnum) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            var num = doReadv(stream, iov, iovcnt);
            HEAPU32[pnum >> 2] = num;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var INT53_MAX = 9007199254740992;
        var INT53_MIN = -9007199254740992;
        var bigintToI53Checked = (num) => num < INT53_MIN || num > INT53_MAX ? NaN : Number(num);
        function _fd_seek(fd, offset, whence, newOffset) {
          offset = bigintToI53Checked(offset);
          try {
            if (isNaN(offset)) return 22;
            var stream = SYSCALLS.getStreamFromFD(fd);
            FS.llseek(stream, offset, whence);
            HEAP64[newOffset >> 3] = BigInt(stream.position);
            if (stream.getdents && offset === 0 && whence === 0) stream.getdents = null;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var doWritev = (stream, iov, iovcnt, offset) => {
          if (iovcnt == 1) {
            return FS.write(stream, HEAP8, HEAPU32[iov >> 2], HEAPU32[iov + 4 >> 2], offset);
          }
          var total = 0;
          for (var i = 0, p = iov; i < iovcnt; i++, p += 8) {
            total += HEAPU32[p + 4 >> 2];
          }
          var view = new Uint8Array(total);
          var voff = 0;
          for (var i = 0; i < iovcnt; i++, iov += 8) {
            var ptr = HEAPU32[iov >> 2];
            var len = HEAPU32[iov + 4 >> 2];
            view.set(HEAPU8.subarray(ptr, ptr + len), voff);
            voff += len;
          }
          return FS.write(stream, view, 0, total, offset);
        };
        function _fd_write(fd, iov, iovcnt, pnum) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            var num = doWritev(stream, iov, iovcnt);
            HEAPU32[pnum >> 2] = num;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var wasmTableMirror = [];
        var getWasmTableEntry = (funcPtr) => {
          var func = wasmTableMirror[funcPtr];
          if (!func) {
            wasmTableMirror[funcPtr] = func = wasmTable.get(funcPtr);
          }
          return func;
        };
        var stringToUTF8 = (str, outPtr, maxBytesToWrite) => stringToUTF8Array(str, HEAPU8, outPtr, maxBytesToWrite);
        FS.createPreloadedFile = FS_createPreloadedFile;
        FS.preloadFile = FS_preloadFile;
        FS.staticInit();
        {
          if (Module["noExitRuntime"]) noExitRuntime = Module["noExitRuntime"];
          if (Module["print"]) out = Module["print"];
          if (Module["printErr"]) err = Module["printErr"];
          if (Module["arguments"]) programArgs = Module["arguments"];
          if (Module["thisProgram"]) thisProgram = Module["thisProgram"];
          var preInit = Module["preInit"];
          if (preInit) {
            if (typeof preInit == "function") Module["preInit"] = preInit = [preInit];
            while (preInit.length > 0) {
              preInit.shift()();
            }
          }
        }
        Module["getValue"] = getValue;
        Module["UTF8ToString"] = UTF8ToString;
        Module["stringToUTF8"] = stringToUTF8;
        Module["lengthBytesUTF8"] = lengthBytesUTF8;
        var _wasm_parse_query, _malloc, _free, _wasm_parse_query_raw, _wasm_free_parse_result, _wasm_parse_plpgsql, _wasm_fingerprint, _wasm_normalize_query, _wasm_parse_query_detailed, _wasm_free_detailed_result, _wasm_scan, _wasm_free_string, __emscripten_timeout, _setThrew, __emscripten_stack_restore, _emscripten_stack_get_current, memory, __indirect_function_table, wasmMemory, wasmTable;
        function assignWasmExports(wasmExports2) {
          _wasm_parse_query = Module["_wasm_parse_query"] = wasmExports2["B"];
          _malloc = Module["_malloc"] = wasmExports2["C"];
          _free = Module["_free"] = wasmExports2["E"];
          _wasm_parse_query_raw = Module["_wasm_parse_query_raw"] = wasmExports2["F"];
          _wasm_free_parse_result = Module["_wasm_free_parse_result"] = wasmExports2["G"];
          _wasm_parse_plpgsql = Module["_wasm_parse_plpgsql"] = wasmExports2["H"];
          _wasm_fingerprint = Module["_wasm_fingerprint"] = wasmExports2["I"];
          _wasm_normalize_query = Module["_wasm_normalize_query"] = wasmExports2["J"];
          _wasm_parse_query_detailed = Module["_wasm_parse_query_detailed"] = wasmExports2["K"];
          _wasm_free_detailed_result = Module["_wasm_free_detailed_result"] = wasmExports2["L"];
          _wasm_scan = Module["_wasm_scan"] = wasmExports2["M"];
          _wasm_free_string = Module["_wasm_free_string"] = wasmExports2["N"];
          __emscripten_timeout = wasmExports2["O"];
          _setThrew = wasmExports2["P"];
          __emscripten_stack_restore = wasmExports2["Q"];
          _emscripten_stack_get_current = wasmExports2["R"];
          memory = wasmMemory = wasmExports2["z"];
          __indirect_function_table = wasmTable = wasmExports2["D"];
        }
        var wasmImports = { c: ___assert_fail, x: __abort_js, w: __emscripten_runtime_keepalive_clear, p: __emscripten_throw_longjmp, o: __setitimer_js, q: _emscripten_resize_heap, m: _exit, u: _fd_close, r: _fd_read, s: _fd_seek, t: _fd_write, g: invoke_i, b: invoke_ii, a: invoke_iii, d: invoke_iiii, k: invoke_iiiii, l: invoke_ji, e: invoke_v, f: invoke_vi, h: invoke_vii, j: invoke_viii, i: invoke_viiii, y: invoke_viiiii, n: invoke_viiiiiiiiiiiii, v: _proc_exit };
        function invoke_iii(index, a1, a2) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_ii(index, a1) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_i(index) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)();
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_v(index) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)();
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_iiii(index, a1, a2, a3) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2, a3);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiii(index, a1, a2, a3, a4) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiiiiiiiiiiii(index, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_iiiii(index, a1, a2, a3, a4) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2, a3, a4);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viii(index, a1, a2, a3) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_vi(index, a1) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_vii(index, a1, a2) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiiii(index, a1, a2, a3, a4, a5) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4, a5);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_ji(index, a1) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
            return 0n;
          }
        }
        async function run2() {
          preRun();
          if (runDependencies) {
            await resolveRunDependencies();
          }
          var setStatus = Module["setStatus"];
          if (setStatus) {
            setStatus("Running...");
            await new Promise((resolve2) => setTimeout(resolve2, 1));
            setTimeout(setStatus, 1, "");
          }
          if (ABORT) return;
          initRuntime();
          Module["onRuntimeInitialized"]?.();
          postRun();
        }
        var wasmExports;
        wasmExports = await createWasm();
        await run2();
        ;
        return Module;
      };
    })();
    if (typeof exports === "object" && typeof module === "object") {
      module.exports = PgQueryModule;
      module.exports.default = PgQueryModule;
    } else if (typeof define === "function" && define["amd"]) define([], () => PgQueryModule);
  }
});

// node_modules/libpg-query/wasm/index.cjs
var require_wasm = __commonJS({
  "node_modules/libpg-query/wasm/index.cjs"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __exportStar = exports && exports.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    var __importDefault = exports && exports.__importDefault || function(mod) {
      return mod && mod.__esModule ? mod : { "default": mod };
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.scan = exports.normalize = exports.fingerprint = exports.parsePlPgSQL = exports.parse = exports.SqlError = void 0;
    exports.hasSqlDetails = hasSqlDetails2;
    exports.formatSqlError = formatSqlError;
    exports.loadModule = loadModule2;
    exports.parseSync = parseSync2;
    exports.parsePlPgSQLSync = parsePlPgSQLSync2;
    exports.fingerprintSync = fingerprintSync;
    exports.normalizeSync = normalizeSync;
    exports.scanSync = scanSync;
    __exportStar(require_types2(), exports);
    var SqlError = class extends Error {
      sqlDetails;
      constructor(message, details) {
        super(message);
        this.name = "SqlError";
        this.sqlDetails = details;
      }
    };
    exports.SqlError = SqlError;
    function hasSqlDetails2(error) {
      return error instanceof SqlError && error.sqlDetails !== void 0;
    }
    function formatSqlError(error, query2, options = {}) {
      const { showPosition = true, showQuery = true, color = false, maxQueryLength } = options;
      const lines = [];
      const red = color ? "\x1B[31m" : "";
      const yellow = color ? "\x1B[33m" : "";
      const reset = color ? "\x1B[0m" : "";
      lines.push(`${red}Error: ${error.message}${reset}`);
      if (error.sqlDetails) {
        const { cursorPosition, fileName: fileName2, functionName, lineNumber } = error.sqlDetails;
        if (cursorPosition !== void 0 && cursorPosition >= 0) {
          lines.push(`Position: ${cursorPosition}`);
        }
        if (fileName2 || functionName || lineNumber) {
          const details = [];
          if (fileName2)
            details.push(`file: ${fileName2}`);
          if (functionName)
            details.push(`function: ${functionName}`);
          if (lineNumber)
            details.push(`line: ${lineNumber}`);
          lines.push(`Source: ${details.join(", ")}`);
        }
        if (showQuery && showPosition && cursorPosition !== void 0 && cursorPosition >= 0) {
          let displayQuery = query2;
          let adjustedPosition = cursorPosition;
          if (maxQueryLength && query2.length > maxQueryLength) {
            const start = Math.max(0, cursorPosition - Math.floor(maxQueryLength / 2));
            const end = Math.min(query2.length, start + maxQueryLength);
            displayQuery = (start > 0 ? "..." : "") + query2.substring(start, end) + (end < query2.length ? "..." : "");
            adjustedPosition = cursorPosition - start + (start > 0 ? 3 : 0);
          }
          lines.push(displayQuery);
          lines.push(" ".repeat(adjustedPosition) + `${yellow}^${reset}`);
        }
      } else if (showQuery) {
        let displayQuery = query2;
        if (maxQueryLength && query2.length > maxQueryLength) {
          displayQuery = query2.substring(0, maxQueryLength) + "...";
        }
        lines.push(`Query: ${displayQuery}`);
      }
      return lines.join("\n");
    }
    var libpg_query_js_1 = __importDefault(require_libpg_query());
    var wasmModule;
    var initPromise = (0, libpg_query_js_1.default)().then((module2) => {
      wasmModule = module2;
    });
    function ensureLoaded() {
      if (!wasmModule)
        throw new Error("WASM module not initialized. Call `loadModule()` first.");
    }
    async function loadModule2() {
      if (!wasmModule) {
        await initPromise;
      }
    }
    function awaitInit(fn) {
      return (async (...args) => {
        await initPromise;
        return fn(...args);
      });
    }
    function stringToPtr(str) {
      ensureLoaded();
      if (typeof str !== "string") {
        throw new TypeError(`Expected a string, got ${typeof str}`);
      }
      const len = wasmModule.lengthBytesUTF8(str) + 1;
      const ptr = wasmModule._malloc(len);
      try {
        wasmModule.stringToUTF8(str, ptr, len);
        return ptr;
      } catch (error) {
        wasmModule._free(ptr);
        throw error;
      }
    }
    function ptrToString(ptr) {
      ensureLoaded();
      if (typeof ptr !== "number") {
        throw new TypeError(`Expected a number, got ${typeof ptr}`);
      }
      return wasmModule.UTF8ToString(ptr);
    }
    exports.parse = awaitInit(async (query2) => {
      if (query2 === null || query2 === void 0) {
        throw new Error("Query cannot be null or undefined");
      }
      if (query2 === "") {
        throw new Error("Query cannot be empty");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_parse_query_raw(queryPtr);
        if (!resultPtr) {
          throw new Error("Failed to parse query: memory allocation failed");
        }
        const parseTreePtr = wasmModule.getValue(resultPtr, "i32");
        const stderrBufferPtr = wasmModule.getValue(resultPtr + 4, "i32");
        const errorPtr = wasmModule.getValue(resultPtr + 8, "i32");
        if (errorPtr) {
          const messagePtr = wasmModule.getValue(errorPtr, "i32");
          const funcnamePtr = wasmModule.getValue(errorPtr + 4, "i32");
          const filenamePtr = wasmModule.getValue(errorPtr + 8, "i32");
          const lineno = wasmModule.getValue(errorPtr + 12, "i32");
          const cursorpos = wasmModule.getValue(errorPtr + 16, "i32");
          const message = messagePtr ? wasmModule.UTF8ToString(messagePtr) : "Unknown error";
          const funcname = funcnamePtr ? wasmModule.UTF8ToString(funcnamePtr) : void 0;
          const filename = filenamePtr ? wasmModule.UTF8ToString(filenamePtr) : void 0;
          throw new SqlError(message, {
            message,
            cursorPosition: cursorpos > 0 ? cursorpos - 1 : 0,
            // Convert to 0-based
            fileName: filename,
            functionName: funcname,
            lineNumber: lineno > 0 ? lineno : void 0
          });
        }
        if (!parseTreePtr) {
          throw new Error("No parse tree generated");
        }
        const parseTreeStr = wasmModule.UTF8ToString(parseTreePtr);
        return JSON.parse(parseTreeStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_parse_result(resultPtr);
        }
      }
    });
    exports.parsePlPgSQL = awaitInit(async (query2) => {
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_parse_plpgsql(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (!resultStr.startsWith("{")) {
          throw new Error(resultStr);
        }
        return JSON.parse(resultStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    });
    exports.fingerprint = awaitInit(async (query2) => {
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_fingerprint(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return resultStr;
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    });
    exports.normalize = awaitInit(async (query2) => {
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_normalize_query(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return resultStr;
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    });
    function parseSync2(query2) {
      if (!wasmModule) {
        throw new Error("WASM module not initialized. Call loadModule() first.");
      }
      if (query2 === null || query2 === void 0) {
        throw new Error("Query cannot be null or undefined");
      }
      if (query2 === "") {
        throw new Error("Query cannot be empty");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_parse_query_raw(queryPtr);
        if (!resultPtr) {
          throw new Error("Failed to parse query: memory allocation failed");
        }
        const parseTreePtr = wasmModule.getValue(resultPtr, "i32");
        const stderrBufferPtr = wasmModule.getValue(resultPtr + 4, "i32");
        const errorPtr = wasmModule.getValue(resultPtr + 8, "i32");
        if (errorPtr) {
          const messagePtr = wasmModule.getValue(errorPtr, "i32");
          const funcnamePtr = wasmModule.getValue(errorPtr + 4, "i32");
          const filenamePtr = wasmModule.getValue(errorPtr + 8, "i32");
          const lineno = wasmModule.getValue(errorPtr + 12, "i32");
          const cursorpos = wasmModule.getValue(errorPtr + 16, "i32");
          const message = messagePtr ? wasmModule.UTF8ToString(messagePtr) : "Unknown error";
          const funcname = funcnamePtr ? wasmModule.UTF8ToString(funcnamePtr) : void 0;
          const filename = filenamePtr ? wasmModule.UTF8ToString(filenamePtr) : void 0;
          throw new SqlError(message, {
            message,
            cursorPosition: cursorpos > 0 ? cursorpos - 1 : 0,
            // Convert to 0-based
            fileName: filename,
            functionName: funcname,
            lineNumber: lineno > 0 ? lineno : void 0
          });
        }
        if (!parseTreePtr) {
          throw new Error("No parse tree generated");
        }
        const parseTreeStr = wasmModule.UTF8ToString(parseTreePtr);
        return JSON.parse(parseTreeStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_parse_result(resultPtr);
        }
      }
    }
    function parsePlPgSQLSync2(query2) {
      if (!wasmModule) {
        throw new Error("WASM module not initialized. Call loadModule() first.");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_parse_plpgsql(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (!resultStr.startsWith("{")) {
          throw new Error(resultStr);
        }
        return JSON.parse(resultStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    }
    function fingerprintSync(query2) {
      if (!wasmModule) {
        throw new Error("WASM module not initialized. Call loadModule() first.");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_fingerprint(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return resultStr;
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    }
    function normalizeSync(query2) {
      if (!wasmModule) {
        throw new Error("WASM module not initialized. Call loadModule() first.");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_normalize_query(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return resultStr;
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    }
    exports.scan = awaitInit(async (query2) => {
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_scan(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return JSON.parse(resultStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    });
    function scanSync(query2) {
      if (!wasmModule) {
        throw new Error("WASM module not initialized. Call loadModule() first.");
      }
      const queryPtr = stringToPtr(query2);
      let resultPtr = 0;
      try {
        resultPtr = wasmModule._wasm_scan(queryPtr);
        const resultStr = ptrToString(resultPtr);
        if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
          throw new Error(resultStr);
        }
        return JSON.parse(resultStr);
      } finally {
        wasmModule._free(queryPtr);
        if (resultPtr) {
          wasmModule._wasm_free_string(resultPtr);
        }
      }
    }
  }
});

// src/frameworks/clues.ts
function ownFile(file, above = 0) {
  return { file, holds: null, kind: "own file", above, read: false };
}
function configFile(file, above = 0, holds2 = null) {
  return { file, holds: holds2, kind: "own file", above, read: true };
}
function dependency(file, holds2) {
  return { file, holds: holds2, kind: "dependency", above: 0, read: true };
}
function npm(...names) {
  return dependency(/(?:^|\/)package\.json$/, new RegExp(String.raw`"(?:${names.join("|")})"\s*:`));
}
function goModule(module) {
  const line = String.raw`^[\t ]*(?:require[\t ]+)?${literal(module)}(?:/v[0-9]+)?(?:/[\w./-]+)?[\t ]+v[^\s/]+[\t ]*$`;
  return dependency(/(?:^|\/)go\.mod$/, new RegExp(line, "m"));
}
function crate(...names) {
  const name = names.join("|");
  return dependency(
    /(?:^|\/)cargo\.toml$/,
    new RegExp(String.raw`^(?:${name})[\t ]*(?:=|\.)|^\[[\w.'"-]*dependencies\.(?:${name})\]`, "m")
  );
}
function artifact(name) {
  return dependency(/(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/, new RegExp(literal(name)));
}
function springSetting(name) {
  return dependency(
    /(?:^|\/)application[\w-]*\.(?:ya?ml|properties)$/,
    new RegExp(String.raw`^\s*(?:spring\.)?${name}[.:]`, "m")
  );
}
function command(pattern) {
  return [
    { ...dependency(/^\.github\/workflows\/[^/]+\.ya?ml$/, pattern), above: 2 },
    dependency(/(?:^|\/)(?:(?:docker-)?compose[\w.-]*\.ya?ml|makefile|taskfile\.ya?ml|justfile)$/, pattern)
  ];
}
function literal(text2) {
  return text2.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// src/frameworks/comment-lines.ts
function fileText(text2, comments) {
  const lines = commentLines(text2, comments);
  const end = leadingComments(text2, comments).at(-1)?.end ?? 0;
  return { text: text2, comments, lines, head: lines.filter((line) => line.end <= end) };
}
function commentLines(text2, comments) {
  const lines = [];
  for (const { kind, start, end } of comments) {
    if (kind !== "line-comment") continue;
    let before = start;
    while (before > 0 && (text2[before - 1] === " " || text2[before - 1] === "	")) before -= 1;
    if (before > 0 && text2[before - 1] !== "\n" && text2[before - 1] !== "\r") continue;
    lines.push({ text: text2.slice(start, Math.min(end, start + 400)).trimEnd(), start, end, indented: before < start });
  }
  return lines;
}
function leadingComments(text2, comments) {
  let at2 = 0;
  const count2 = comments.findIndex((comment3) => {
    const between2 = text2.slice(at2, comment3.start);
    at2 = comment3.end;
    return between2.trim() !== "";
  });
  return count2 < 0 ? comments : comments.slice(0, count2);
}
function lineAtMargin(lines, pattern) {
  return lines.find((line) => !line.indented && pattern.test(line.text)) ?? null;
}
function anyLine(lines, pattern) {
  return lines.find((line) => pattern.test(line.text)) ?? null;
}

// src/frameworks/deliveries.ts
var NOTHING_ALONE = /* @__PURE__ */ new Set();
var IN_RUN = { transaction: "run", alone: NOTHING_ALONE };
var IN_FILE = { transaction: "file", alone: NOTHING_ALONE };
var AS_STRING = { transaction: "string", alone: NOTHING_ALONE };
var BY_STATEMENT = { transaction: "statement", alone: NOTHING_ALONE };
function exceptAlone(...commands) {
  return { transaction: "string", alone: new Set(commands) };
}
var UP = { direction: "up", alone: true };
var DOWN = { direction: "down", alone: true };
var UP_IF_PROVED = { direction: "up", alone: false };
var IF_PROVED = { direction: null, alone: false };
function ownFileWith(above, note) {
  return { above, note, place: "own file" };
}
function noWay(note) {
  return { above: [], note, place: "not in a migration" };
}
function lockOf(kind, how, ...fix) {
  return { kind, how, fix };
}

// src/frameworks/atlas/framework.ts
var DIRECTIVE = /^--\s*atlas:txmode\s+none\s*$/;
var framework = {
  name: "atlas",
  title: "Atlas",
  named: ({ name }) => /\.sql$/.test(name) && !/\.(?:up|down)\.sql$|^[vru][0-9._]*__/.test(name) ? UP_IF_PROVED : null,
  clues: [
    ownFile(/(?:^|\/)atlas\.sum$/),
    configFile(/(?:^|\/)atlas\.hcl$/),
    goModule("ariga.io/atlas"),
    ...command(/\bariga(?:io)?\/(?:atlas|setup-atlas)|\batlas\s+migrate\s+apply\b/)
  ],
  signature: /^--\s*atlas:(?:txmode|delimiter|checkpoint|sum|nolint|import)\b/,
  delivers: ({ says }) => {
    if (says(/\btx[-_]mode[= "]+none/i)) return BY_STATEMENT;
    return says(/\btx[-_]mode[= "]+all/i) ? IN_RUN : IN_FILE;
  },
  optOut: {
    heard: ({ text: text2 }) => header(text2).some((line) => DIRECTIVE.test(line)),
    unheard: ({ text: text2, lines }) => header(text2).some((line) => DIRECTIVE.test(line)) ? null : anyLine(lines, /^--\s*atlas:\s*tx[-_ ]?mode\b[\s:=]*none/i),
    place: "`-- atlas:txmode none` in the comment at the top of the file, with an empty line behind that comment",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["-- atlas:txmode none", ""], "with the empty line, and run `atlas migrate hash` afterwards"),
  lock: () => lockOf("polling", "Atlas asks for its advisory lock again and again, for up to 10 seconds.")
};
function header(text2) {
  const lines = text2.slice(0, 16384).split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("--") && !line.startsWith("#"));
  return end > 0 && lines[end]?.trim() === "" ? lines.slice(0, end) : [];
}

// src/frameworks/bun/framework.ts
var IN_TRANSACTION = /\.tx\.(?:up|down)\.sql$/i;
var framework2 = {
  name: "bun",
  title: "bun",
  named: ({ name }) => {
    const direction = /^[0-9]+_.+\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === "up" || direction === "down" ? { direction, alone: IN_TRANSACTION.test(name) } : null;
  },
  clues: [goModule("github.com/uptrace/bun")],
  signature: /^--bun:split/,
  splitsAt: /^--bun:split/,
  delivers: ({ path }) => IN_TRANSACTION.test(path) ? IN_FILE : AS_STRING,
  optOut: null,
  outside: () => ownFileWith([], "without .tx in its name, and one statement between two lines of --bun:split"),
  lock: () => lockOf("row", "bun writes a row into `bun_migration_locks`, where the code asks it to.")
};

// src/frameworks/bytebase/framework.ts
var TAKEN_OUT = exceptAlone("CREATE INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY", "VACUUM", "DROP DATABASE");
var DIRECTIVE2 = /^--\s*txn-mode\s*=\s*off$/;
var framework3 = {
  name: "bytebase",
  title: "Bytebase",
  named: ({ name }) => /^v?[0-9]+(?:\.[0-9]+)*[_-].*\.sql$/.test(name) ? UP_IF_PROVED : null,
  clues: command(/\bbytebase\/bytebase-action\b/),
  // It takes these out of the file and runs them behind the transaction.
  delivers: () => TAKEN_OUT,
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE2) !== null,
    unheard: ({ head, lines }) => lineAtMargin(head, DIRECTIVE2) === null ? anyLine(lines, /^--\s*txn[-_ ]?mode\s*[:=]\s*off/i) : null,
    place: "`-- txn-mode = off` in the comment at the top of the file",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["-- txn-mode = off"], "Bytebase then sends each statement by itself"),
  lock: () => lockOf("polling", "Bytebase queues its tasks on its own server.")
};

// src/frameworks/db-migrate/framework.ts
var framework4 = {
  name: "db-migrate",
  title: "db-migrate",
  named: ({ name }) => {
    const direction = /^[0-9]{8,}-.+-(up|down)\.sql$/.exec(name)?.[1];
    return direction === "up" || direction === "down" ? { direction, alone: true } : null;
  },
  clues: [npm("db-migrate", "db-migrate-pg")],
  delivers: () => IN_FILE,
  optOut: null,
  outside: () => noWay("db-migrate up --non-transactional, in a run with nothing else, and one statement in the file"),
  lock: () => lockOf(
    "none",
    "db-migrate takes no lock: two runs at once both find the same files pending.",
    "-- run db-migrate in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/dbmate/framework.ts
var OPTS_OUT = /\stransaction:false(?:\s|$)/;
var framework5 = {
  name: "dbmate",
  title: "dbmate",
  named: () => null,
  clues: [ownFile(/(?:^|\/)\.dbmate$/), npm("dbmate"), ...command(/\bdbmate\b/)],
  sections: {
    opensWith: "up",
    up: /^--\s*migrate:up(?:\s|$)/,
    down: /^--\s*migrate:down(?:\s|$)/,
    optsOut: OPTS_OUT,
    mayBeIndented: false
  },
  delivers: () => IN_FILE,
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => lines.some(({ text: text2 }) => /^--\s*migrate:(?:up|down)\s/.test(text2) && OPTS_OUT.test(text2)) ? null : anyLine(lines, /^--\s*migrate:(?:up|down)\s.*\b(?:no[\s_-]?trans|transaction\s*[:=])/i) ?? anyLine(lines, /^--\s*(?:migrate:?\s*)?transaction\s*[:=]\s*(?:false|off|no)$/i),
    place: "`transaction:false` on the line of `-- migrate:up`, in lower case and without a blank behind the colon",
    delivers: AS_STRING
  },
  outside: () => ownFileWith(
    ["-- migrate:up transaction:false"],
    "nothing else in the section, no SET either: dbmate sends a section as one string"
  ),
  lock: () => lockOf(
    "none",
    "dbmate takes no lock: two runs at once both find the same files pending.",
    "-- run dbmate in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/framework.ts
function pathParts(path) {
  const segments = path.toLowerCase().split("/");
  return { folders: segments.slice(0, -1), name: segments.at(-1) ?? "" };
}
function parentFolder(parts2) {
  return parts2.folders.at(-1) ?? "";
}

// src/frameworks/diesel/framework.ts
var framework6 = {
  name: "diesel",
  title: "diesel",
  named: (parts2) => {
    const direction = /^(up|down)\.sql$/.exec(parts2.name)?.[1];
    if (direction !== "up" && direction !== "down") return null;
    return { direction, alone: !/^[0-9]{13}_/.test(parentFolder(parts2)) };
  },
  clues: [ownFile(/(?:^|\/)diesel\.toml$/), crate("diesel", "diesel_migrations")],
  // A metadata.toml without the key turns the transaction off as well: false is the default of the key.
  delivers: ({ sidecar }) => sidecar === null || /^[\t ]*run_in_transaction\s*=\s*true/m.test(sidecar) ? IN_FILE : AS_STRING,
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => anyLine(lines, /^--\s*(?:diesel:?\s*)?(?:no[\s_-]?transaction|run_in_transaction\s*[:=]\s*false)$/i),
    place: "`run_in_transaction = false` in a file `metadata.toml` beside it",
    delivers: AS_STRING
  },
  outside: () => ownFileWith(
    [],
    "beside it metadata.toml with the line run_in_transaction = false, and one statement: diesel sends the file as one string"
  ),
  lock: () => lockOf(
    "none",
    "diesel takes no lock: two runs at once both find the same migrations pending.",
    "-- run the migrations in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/drizzle/framework.ts
var framework7 = {
  name: "drizzle",
  title: "Drizzle",
  named: ({ folders, name }) => {
    if (folders.includes("drizzle")) return UP;
    return name === "migration.sql" || /^[0-9]{4,14}_[\w-]+\.sql$/.test(name) ? UP_IF_PROVED : null;
  },
  // The package alone proves nothing: as a query builder it is used beside other tools.
  clues: [
    ownFile(/(?:^|\/)meta\/_journal\.json$/, 1),
    ownFile(/(?:^|\/)[0-9]{14}_[^/]*\/snapshot\.json$/, 1),
    ownFile(/(?:^|\/)drizzle\.config\.(?:[cm]?[jt]s|json)$/)
  ],
  inlineSignature: "--> statement-breakpoint",
  delivers: () => IN_RUN,
  optOut: null,
  outside: () => noWay(
    "Drizzle runs all pending files in one transaction and has no switch: run it by hand before the deploy; the migration itself then says CREATE INDEX IF NOT EXISTS and finds it built"
  ),
  lock: () => lockOf(
    "none",
    "Drizzle takes no lock: two runs at once both find the same files pending.",
    "-- call `migrate()` in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/evolve/framework.ts
var framework8 = {
  name: "evolve",
  title: "Evolve",
  named: ({ name }) => /^[vr][0-9._]*__.+\.sql$/.test(name) ? UP_IF_PROVED : null,
  clues: [configFile(/(?:^|\/)evolve\.json$/), dependency(/\.csproj$/, /<PackageReference\s+Include="Evolve"/i)],
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ head }) => isFirst(head),
    unheard: ({ head, lines }) => isFirst(head) ? null : anyLine(lines, /\bevolve[-_ ]?tx[-_ ]?off\b/i),
    place: "`-- evolve-tx-off` on the first line",
    delivers: BY_STATEMENT,
    mistakenFor: ["flyway"]
  },
  outside: () => ownFileWith(["-- evolve-tx-off"], "on the first line"),
  lock: () => lockOf("polling", "Evolve asks for its advisory lock again and again.")
};
function isFirst(head) {
  return head[0]?.start === 0 && head[0].text.includes("evolve-tx-off");
}

// src/frameworks/flyway/framework.ts
var RECOGNISED = /* @__PURE__ */ new Set([
  "CREATE INDEX CONCURRENTLY",
  "DROP INDEX CONCURRENTLY",
  "REINDEX SCHEMA",
  "VACUUM",
  "ALTER SYSTEM",
  "CREATE DATABASE",
  "DROP DATABASE",
  "CREATE TABLESPACE",
  "DROP TABLESPACE",
  "CREATE SUBSCRIPTION",
  "DROP SUBSCRIPTION",
  "DISCARD"
]);
var OUTSIDE = /^[\t ]*(?:flyway\.)?executeInTransaction\s*=\s*"?false/im;
var MIXED = /^[\t ]*(?:(?:spring\.)?flyway\.)?mixed\s*[=:]\s*"?true/im;
var GROUPED = /^[\t ]*(?:(?:spring\.)?flyway\.)?group\s*[=:]\s*"?true/im;
var SESSION_LOCK = /transactional[-_.]?lock"?\s*[=:>]\s*"?false|\btransactional\]?:?[\t ]*\n[\t ]*lock\s*[=:]\s*false/i;
var OLD = /spring-?boot[\w-]*(?:<\/artifactId>\s*<version>|["':\s]+(?:version\s+["'])?)2\.|springframework\.boot["')]+\s+version\s+["']2\.|flyway[\w-]*(?:<\/artifactId>\s*<version>|["'):\s]+(?:version\s+["'])?)[4-8]\./;
var framework9 = {
  name: "flyway",
  title: "Flyway",
  named: ({ name }) => {
    if (/^[vr][0-9._]*__/.test(name)) return UP;
    return /^u[0-9._]+__/.test(name) ? DOWN : null;
  },
  clues: [
    configFile(/(?:^|\/)flyway\.(?:conf|toml)$/),
    configFile(/(?:^|\/)conf\/flyway\.(?:conf|toml)$/, 1),
    artifact("org.flywaydb"),
    artifact("flyway-core"),
    springSetting("flyway"),
    ...command(/\bflyway\/flyway\b|\bflyway\s+(?:-\S+\s+)*migrate\b/)
  ],
  delivers: ({ sidecar, says }, commands) => {
    if (OUTSIDE.test(sidecar ?? "") || says(OUTSIDE)) return BY_STATEMENT;
    const own2 = commands.filter((command2) => RECOGNISED.has(command2));
    if (own2.length > 0 && (own2.length === commands.length || says(MIXED))) return BY_STATEMENT;
    return says(GROUPED) ? IN_RUN : IN_FILE;
  },
  optOut: {
    heard: () => false,
    // Told in articles, and in no version of Flyway.
    unheard: ({ lines }) => anyLine(lines, /^--\s*(?:flyway:\s*\S*trans|(?:flyway\.)?executeInTransaction\s*[=:])/i),
    place: "`executeInTransaction=false` in a file beside it, of the same name with `.conf` at the end",
    delivers: BY_STATEMENT
  },
  outside: ({ path }, command2) => ownFileWith(
    [],
    RECOGNISED.has(command2) ? "nothing else in the file, no SET either: Flyway leaves the transaction by itself, and refuses a file that mixes both" : `beside it ${fileName(path)}.conf with the line executeInTransaction=false: Flyway does not know this command`
  ),
  lock: ({ says }) => says(SESSION_LOCK) || says(OLD) ? lockOf("polling", "Flyway asks for its advisory lock once a second.") : lockOf(
    "idle transaction",
    "Flyway holds its lock in a transaction of a second connection, which stays open and keeps its snapshot while the migration runs.",
    "-- in flyway.conf: flyway.postgresql.transactional.lock=false",
    "-- in flyway.toml: [flyway.postgresql.transactional] lock = false",
    "-- for the container: FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK=false"
  )
};
function fileName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

// src/frameworks/golang-migrate/framework.ts
var SPLITS = /x-multi-statement=true/i;
var framework10 = {
  name: "golang-migrate",
  title: "golang-migrate",
  named: ({ name }) => {
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    if (direction !== "up" && direction !== "down") return null;
    return { direction, alone: !/\.tx\.(?:up|down)\.sql$/.test(name) };
  },
  clues: [
    goModule("github.com/golang-migrate/migrate"),
    ...command(/\bmigrate\/migrate\b|\bmigrate\s+(?:\S+\s+)*-{1,2}(?:path|source|database)\b/)
  ],
  delivers: ({ says }) => says(SPLITS) ? BY_STATEMENT : AS_STRING,
  optOut: null,
  outside: () => ownFileWith([], "nothing else in the file, no SET either: golang-migrate sends a file as one string"),
  lock: () => lockOf(
    "waiting",
    "golang-migrate takes `pg_advisory_lock`, so a second instance waits for it inside Postgres, holding a snapshot; when it has given up after 15 seconds the first is left dirty.",
    "-- run `migrate up` in one job before the new pods start, not in each of them",
    "-- after a failure: DROP INDEX CONCURRENTLY the INVALID index, then `migrate force` the version before"
  )
};

// src/frameworks/goose/framework.ts
var DIRECTIVE3 = /^--\s*\+goose\s+no transaction$/i;
var framework11 = {
  name: "goose",
  title: "goose",
  named: () => null,
  clues: [
    goModule("github.com/pressly/goose"),
    ...command(/\bpressly\/goose\b|\bgoose\s+(?:\S+\s+)*(?:up|postgres)\b/)
  ],
  sections: {
    opensWith: "up",
    up: /^--\s*\+goose\s+up$/i,
    down: /^--\s*\+goose\s+down$/i,
    optsOut: null,
    mayBeIndented: false
  },
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ lines }) => lineAtMargin(lines, DIRECTIVE3) !== null,
    unheard: ({ lines }) => lineAtMargin(lines, DIRECTIVE3) === null ? anyLine(lines, /^--\s*\+?goose:?\s+no[\s_-]*(?:tx\b|trans)/i) : null,
    place: "`-- +goose NO TRANSACTION` on a line of its own, with nothing before it",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["-- +goose NO TRANSACTION", "-- +goose Up"], "goose then sends each statement by itself"),
  lock: () => lockOf(
    "none",
    "goose takes no lock unless its Provider is given one: two runs at once both find the same files pending.",
    "-- run goose in one job before the new pods start, or give its Provider a SessionLocker"
  )
};

// src/frameworks/graphile-migrate/framework.ts
var DIRECTIVE4 = /^--!\s*no-transaction\b/;
var framework12 = {
  name: "graphile-migrate",
  title: "Graphile Migrate",
  named: (parts2) => parentFolder(parts2) === "committed" && /^[0-9]{6}(?:-.*)?\.sql$/.test(parts2.name) ? UP_IF_PROVED : null,
  clues: [ownFile(/(?:^|\/)\.gmrc(?:\.\w+)?$/), npm("graphile-migrate")],
  signature: /^--!\s*(?:Previous|Hash|Message|AllowInvalidHash)\b/,
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE4) !== null,
    unheard: ({ head, lines }) => lineAtMargin(head, DIRECTIVE4) === null ? anyLine(lines, /^--\s*!\s*no[\s_-]?transaction\b/i) : null,
    place: "`--! no-transaction` on the first line of the body, before any statement",
    delivers: AS_STRING
  },
  outside: () => ownFileWith(["--! no-transaction"], "exactly one statement, then `graphile-migrate commit`"),
  lock: () => lockOf("polling", "Graphile Migrate asks for its advisory lock once and gives up.")
};

// src/frameworks/hasura/framework.ts
var DIRECTIVE5 = /^[ \t]*-- hasura:no-transaction[ \t]*\r?(?:\n|$)/;
var framework13 = {
  name: "hasura",
  title: "Hasura",
  named: (parts2) => {
    const direction = /^(up|down)\.sql$/.exec(parts2.name)?.[1];
    if (direction !== "up" && direction !== "down") return null;
    return { direction, alone: /^[0-9]{13}_/.test(parentFolder(parts2)) };
  },
  clues: [
    configFile(/(?:^|\/)config\.ya?ml$/, 0, /^metadata_directory:/m),
    ownFile(/(?:^|\/)metadata\/version\.yaml$/, 1),
    ownFile(/(?:^|\/)metadata\/databases\/databases\.yaml$/, 2)
  ],
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ text: text2 }) => DIRECTIVE5.test(text2),
    unheard: ({ text: text2, lines }) => DIRECTIVE5.test(text2) ? null : anyLine(lines, /^--\s*hasura:?\s*no[\s_-]?transaction\b/i),
    place: "`-- hasura:no-transaction` on the first line, written exactly so",
    delivers: AS_STRING,
    mistakenFor: ["diesel"]
  },
  outside: () => ownFileWith(["-- hasura:no-transaction"], "on the first line, and one statement"),
  lock: () => lockOf("unknown", "Whether Hasura keeps a second runner out is not known.")
};

// src/frameworks/liquibase/framework.ts
var framework14 = {
  name: "liquibase",
  title: "Liquibase",
  named: ({ folders, name }) => folders.some((folder) => folder.startsWith("changelog") || folder === "liquibase") || /changelog/.test(name) ? UP_IF_PROVED : null,
  clues: [
    configFile(/(?:^|\/)liquibase[\w.-]*\.properties$/),
    ownFile(/(?:^|\/)db\.changelog[\w.-]*\.(?:xml|ya?ml|json)$/),
    artifact("org.liquibase"),
    artifact("liquibase-core"),
    springSetting("liquibase"),
    ...command(/\bliquibase\/liquibase\b|\bliquibase\s+(?:-\S+\s+)*update\b/)
  ],
  sections: {
    opensWith: "up",
    up: /^--\s*changeset\s+(?:"[^"]+"|[^:\s]+):\s*\S/i,
    down: null,
    optsOut: /\brunInTransaction:\s*false\b/i,
    oneString: /\bsplitStatements:\s*false\b/i,
    mayBeIndented: true
  },
  signature: /^--\s*liquibase\s+formatted\s+sql/i,
  delivers: () => IN_FILE,
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => {
      const isChangeset = /^--\s*changeset\s/i;
      const wrong = lines.find(({ text: text2 }) => !isChangeset.test(text2) && /^--.*\brunInTransaction\s*[:=]/i.test(text2));
      return wrong ?? anyLine(lines, /^--\s*changeset\s.*\brunInTransaction(?:\s*=|\s+:)/i);
    },
    place: "`runInTransaction:false` on the line of the changeset",
    delivers: BY_STATEMENT
  },
  outside: () => ({
    above: ["--changeset AUTHOR:ID runInTransaction:false"],
    note: "a changeset of its own, below the others",
    place: "same file"
  }),
  lock: () => lockOf(
    "row",
    "Liquibase marks a row of `databasechangeloglock` and commits; a second runner looks every 10 seconds."
  )
};

// src/frameworks/mybatis/framework.ts
var framework15 = {
  name: "mybatis",
  title: "MyBatis Migrations",
  named: () => null,
  clues: [configFile(/(?:^|\/)environments\/[\w-]+\.properties$/, 1), artifact("mybatis-migrations")],
  sections: {
    opensWith: "down",
    up: null,
    down: /^--\s*\/\/\s*@UNDO/,
    optsOut: null,
    mayBeIndented: false
  },
  delivers: ({ says }) => says(/^auto_commit\s*=\s*true/m) ? BY_STATEMENT : IN_FILE,
  optOut: null,
  outside: () => noWay("only auto_commit=true in the properties of the environment, which is for all migrations"),
  lock: () => lockOf("unknown", "Whether MyBatis Migrations keeps a second runner out is not known.")
};

// src/frameworks/node-pg-migrate/framework.ts
var ONE_EACH = /no-single-transaction|single-?transaction["']?\s*[:=]\s*false/i;
var framework16 = {
  name: "node-pg-migrate",
  title: "node-pg-migrate",
  named: ({ name }) => {
    if (!/^[0-9]+[_-].+\.sql$/.test(name)) return null;
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === "up" || direction === "down" ? { direction, alone: false } : IF_PROVED;
  },
  clues: [npm("node-pg-migrate")],
  // Without the first marker it runs the whole file as up, the part below `Down Migration` included.
  sections: {
    opensWith: "up",
    up: /^--[\s-]*up\s+migration/i,
    down: /^--[\s-]*down\s+migration/i,
    optsOut: null,
    mayBeIndented: true
  },
  delivers: ({ says }) => says(ONE_EACH) ? IN_FILE : IN_RUN,
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => anyLine(lines, /^--\s*(?:pgm\.)?no[\s_-]?transaction(?:\(\))?;?$/i),
    place: "`pgm.noTransaction()` in a migration in JavaScript; one in SQL cannot leave the transaction",
    delivers: IN_FILE
  },
  outside: () => noWay(
    "node-pg-migrate runs all pending files in one transaction, and SQL cannot leave it: write it as JavaScript, with pgm.noTransaction() and createIndex(…, { concurrently: true })"
  ),
  lock: ({ says }) => says(/advisory-?lock-?mode\W+wait/i) ? lockOf(
    "waiting",
    "node-pg-migrate is told to wait for `pg_advisory_lock`, which a second runner does inside Postgres, holding a snapshot.",
    "-- leave advisory-lock-mode at its default, which gives up at once"
  ) : lockOf("polling", "node-pg-migrate asks for its advisory lock once and gives up.")
};

// src/frameworks/postgrator/framework.ts
var framework17 = {
  name: "postgrator",
  title: "Postgrator",
  named: ({ name }) => {
    const direction = /^[0-9]+\.(do|undo)\./.exec(name)?.[1];
    return direction === void 0 ? null : { direction: direction === "do" ? "up" : "down", alone: true };
  },
  clues: [ownFile(/(?:^|\/)\.postgratorrc(?:\.\w+)?$/), npm("postgrator", "postgrator-cli")],
  delivers: () => AS_STRING,
  optOut: null,
  outside: () => ownFileWith([], "nothing else in the file, no SET either: Postgrator sends a file as one string"),
  lock: () => lockOf(
    "none",
    "Postgrator takes no lock: two runs at once both find the same files pending.",
    "-- run Postgrator in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/postgres-migrations/framework.ts
var DIRECTIVE6 = "-- postgres-migrations disable-transaction";
var framework18 = {
  name: "postgres-migrations",
  title: "postgres-migrations",
  named: ({ name }) => /^[0-9]+[-_].*\.sql$/.test(name) ? UP_IF_PROVED : null,
  clues: [npm("postgres-migrations")],
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ lines }) => lines.some((line) => line.text.includes(DIRECTIVE6)),
    unheard: ({ lines }) => lines.some((line) => line.text.includes(DIRECTIVE6)) ? null : anyLine(lines, /^--\s*postgres-migrations\b.*(?:disable|no)[\s_-]*trans/i),
    place: `\`${DIRECTIVE6}\`, written exactly so`,
    delivers: AS_STRING
  },
  outside: () => ownFileWith([DIRECTIVE6], "one statement: postgres-migrations sends the file as one string"),
  lock: () => lockOf("polling", "postgres-migrations asks for its advisory lock again and again.")
};

// src/frameworks/version.ts
function isSince(version, since) {
  if (version === null) return "unknown";
  const wanted = numbers(since);
  if (compare(version.lowest, wanted) >= 0) return "yes";
  return version.highest !== null && compare(version.highest, wanted) < 0 ? "no" : "unknown";
}
function versionOf(packages, nearest2) {
  for (const { path, text: text2 } of nearest2) {
    const found2 = text2 === null ? [] : locked(nameOf(path), text2, packages);
    if (found2.length > 0) return spanning(found2);
  }
  for (const { path, text: text2 } of nearest2) {
    const asked = text2 !== null && nameOf(path) === "package.json" ? askedFor(text2, packages) : null;
    if (asked !== null) return asked;
  }
  return null;
}
var LOCK_FILES = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/;
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}
function locked(file, text2, packages) {
  const names = packages.map(escaped).join("|");
  const pattern = LOCKED[file]?.(names);
  return pattern === void 0 ? [] : [...text2.matchAll(pattern)].flatMap(([, version]) => version ?? []);
}
var VERSION = String.raw`([0-9]+\.[0-9]+\.[0-9]+)`;
var LOCKED = {
  "package-lock.json": npmLock,
  "npm-shrinkwrap.json": npmLock,
  "pnpm-lock.yaml": (names) => new RegExp(String.raw`^ {2}'?/?(?:${names})[@/]${VERSION}[^\n]*:\s*$`, "gm"),
  "yarn.lock": (names) => new RegExp(String.raw`^"?(?:${names})@[^\n]*:\r?\n\s+version:?\s+"?${VERSION}`, "gm"),
  "bun.lock": (names) => new RegExp(String.raw`"(?:${names})": \["(?:${names})@${VERSION}`, "g")
};
function npmLock(names) {
  return new RegExp(String.raw`"(?:[^"\n]*/)?node_modules/(?:${names})": \{\s*"version": "${VERSION}`, "g");
}
function askedFor(text2, packages) {
  const names = packages.map(escaped).join("|");
  const asked = new RegExp(String.raw`"(?:${names})"\s*:\s*"([^"\n]{1,40})"`).exec(text2)?.[1];
  const [, sign = "", digits] = /^\s*(\^|~|=|>=)?\s*v?([0-9]+(?:\.[0-9]+){0,2})\s*$/.exec(asked ?? "") ?? [];
  if (asked === void 0 || digits === void 0) return null;
  const lowest = numbers(digits);
  return { lowest, highest: highestOf(sign, lowest, digits.split(".").length), words: asked.trim() };
}
var ANY = Number.MAX_SAFE_INTEGER;
function highestOf(sign, [major = 0, minor = 0, patch = 0], given) {
  if (sign === ">=") return null;
  if (sign === "^" && major > 0) return [major, ANY, ANY];
  if (given === 1) return [major, ANY, ANY];
  if (sign === "~" || sign === "^" || given === 2) return [major, minor, ANY];
  return [major, minor, patch];
}
function spanning(versions) {
  const sorted = [...new Set(versions)].sort((a, b) => compare(numbers(a), numbers(b)));
  return {
    lowest: numbers(sorted[0] ?? "0"),
    highest: numbers(sorted.at(-1) ?? "0"),
    words: sorted.join(" and ")
  };
}
function numbers(version) {
  return version.split(".").map(Number);
}
function compare(a, b) {
  for (let at2 = 0; at2 < 3; at2 += 1) {
    const difference = (a[at2] ?? 0) - (b[at2] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
function escaped(name) {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// src/frameworks/prisma/framework.ts
var SPLITS_SINCE = "7.4.0";
var framework19 = {
  name: "prisma",
  title: "Prisma",
  named: ({ folders, name }) => name === "migration.sql" ? folders.includes("drizzle") ? UP_IF_PROVED : UP : null,
  clues: [
    ownFile(/(?:^|\/)migration_lock\.toml$/),
    ownFile(/(?:^|\/)schema\.prisma$/),
    ownFile(/(?:^|\/)prisma\.config\.[cm]?[jt]s$/),
    npm("prisma", "@prisma/client")
  ],
  packages: ["prisma", "@prisma/client", "@prisma/engines"],
  delivers: ({ version }, commands) => {
    const splits = isSince(version, SPLITS_SINCE);
    if (splits === "unknown") return null;
    return splits === "yes" && !commands.includes("DROP INDEX CONCURRENTLY") ? BY_STATEMENT : AS_STRING;
  },
  optOut: null,
  outside: ({ version }, command2) => ownFileWith(
    [],
    isSince(version, SPLITS_SINCE) === "yes" && command2 !== "DROP INDEX CONCURRENTLY" ? "Prisma sends each statement by itself" : "nothing else in the file, no SET either: Prisma sends a file as one string"
  ),
  lock: () => lockOf(
    "waiting",
    "Prisma waits for `pg_advisory_lock` for up to 10 seconds when another `migrate deploy` runs.",
    "-- run `prisma migrate deploy` in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/rails/framework.ts
var framework20 = {
  name: "rails",
  title: "Rails",
  named: () => null,
  clues: [
    ownFile(/(?:^|\/)db\/(?:structure\.sql|schema\.rb)$/, 1),
    dependency(/(?:^|\/)gemfile(?:\.lock)?$/, /\b(?:rails|activerecord)\b/)
  ],
  delivers: () => IN_FILE,
  optOut: null,
  outside: () => noWay("in a migration with disable_ddl_transaction! and add_index …, algorithm: :concurrently"),
  lock: () => lockOf("polling", "Rails asks for its advisory lock once and raises ConcurrentMigrationError.")
};

// src/frameworks/refinery/framework.ts
var framework21 = {
  name: "refinery",
  title: "refinery",
  // `U1__x.sql` is no undo here: it goes up, and may come out of order.
  named: ({ name }) => /^[uv][0-9]+(?:\.[0-9]+)?__\w+\.sql$/.test(name) ? UP_IF_PROVED : null,
  clues: [configFile(/(?:^|\/)refinery\.toml$/), crate("refinery", "refinery-core")],
  delivers: ({ says }) => says(/set_grouped\(true\)|^\s*grouped\s*=\s*true/m) ? IN_RUN : IN_FILE,
  optOut: null,
  outside: () => noWay("refinery runs each file in a transaction and has no switch: run it by hand before the deploy"),
  lock: () => lockOf(
    "none",
    "refinery takes no lock: two runs at once both find the same files pending.",
    "-- run the migrations in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/migration-folder.ts
function isMigrationFolder(folder) {
  return folder.split(/[-_.]/).some((word) => FOLDER_WORD.test(word));
}
var FOLDER_WORD = /^(?:(?:db|sql|pg|psql|postgres|postgresql|database|schema|data|flyway)?(?:migrations?|migrate)|changelogs?)$/;

// src/frameworks/sqitch/framework.ts
var framework22 = {
  name: "sqitch",
  title: "Sqitch",
  named: ({ folders }) => {
    const at2 = folders.findLastIndex((name) => name === "deploy" || name === "revert");
    if (at2 < 0 || folders.slice(at2).some(isMigrationFolder)) return null;
    return { direction: folders[at2] === "deploy" ? null : "down", alone: true };
  },
  clues: [ownFile(/(?:^|\/)sqitch\.(?:plan|conf)$/)],
  signature: /^--\s*(?:Deploy|Revert)\s+\S+\s+(?:to|from)\s+pg$/,
  // psql runs its scripts and adds nothing.
  delivers: () => BY_STATEMENT,
  optOut: null,
  outside: () => ownFileWith([], "without BEGIN and COMMIT: psql then commits each statement"),
  lock: () => lockOf(
    "waiting",
    "Sqitch waits for `pg_advisory_lock` for up to 60 seconds when another deploy runs.",
    "-- run `sqitch deploy` in one job at a time"
  )
};

// src/frameworks/sql-migrate/framework.ts
var framework23 = {
  name: "sql-migrate",
  title: "sql-migrate",
  named: () => null,
  clues: [
    ownFile(/(?:^|\/)dbconfig\.yml$/),
    goModule("github.com/rubenv/sql-migrate"),
    goModule("github.com/heroiclabs/sql-migrate")
  ],
  sections: {
    opensWith: "up",
    up: /^-- \+migrate Up\b/,
    down: /^-- \+migrate Down\b/,
    optsOut: /\bnotransaction\b/,
    mayBeIndented: false
  },
  delivers: () => IN_FILE,
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => {
      const found2 = anyLine(lines, /^--\s*\+migrate\s.*\bno[\s_-]?trans/i);
      return found2 !== null && /^-- \+migrate (?:Up|Down)\s.*\bnotransaction\b/.test(found2.text) ? null : found2;
    },
    place: "`notransaction` on the line of `-- +migrate Up`, as one word in lower case",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["-- +migrate Up notransaction"], "sql-migrate then sends each statement by itself"),
  lock: () => lockOf(
    "none",
    "sql-migrate takes no lock: two runs at once both find the same files pending.",
    "-- run sql-migrate in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/sqlx/framework.ts
var DIRECTIVE7 = "-- no-transaction";
var framework24 = {
  name: "sqlx",
  title: "sqlx",
  named: ({ name }) => {
    if (!/^[0-9]+_.+\.sql$/.test(name)) return null;
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === "up" || direction === "down" ? { direction, alone: false } : { ...IF_PROVED, direction: "up" };
  },
  clues: [configFile(/(?:^|\/)sqlx\.toml$/), crate("sqlx"), ...command(/\bsqlx\s+(?:migrate|database)\b/)],
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ text: text2 }) => text2.startsWith(DIRECTIVE7),
    unheard: ({ text: text2, lines }) => text2.startsWith(DIRECTIVE7) ? null : anyLine(lines, /^--\s*no[\s_-]?transaction$/i),
    place: "`-- no-transaction` as the very first characters of the file, before any other comment",
    delivers: AS_STRING,
    mistakenFor: ["golang-migrate"]
  },
  outside: () => ownFileWith([DIRECTIVE7], "on the first line, and one statement: sqlx sends the rest of the file as one string"),
  lock: () => lockOf(
    "waiting",
    "sqlx takes `pg_advisory_lock`, so a second instance that starts meanwhile waits for it inside Postgres, holding a snapshot, for as long as it takes.",
    "-- run `sqlx migrate run` in one job before the new pods start, or call set_locking(false) where one runner is certain"
  )
};

// src/frameworks/supabase/framework.ts
var BREAKS_OUT_SINCE = "2.109.0";
var BREAKING_OUT = exceptAlone(
  "CREATE INDEX CONCURRENTLY",
  "REINDEX CONCURRENTLY",
  "VACUUM",
  "ALTER SYSTEM",
  "CLUSTER"
);
var framework25 = {
  name: "supabase",
  title: "Supabase",
  named: (parts2) => parentFolder(parts2) === "migrations" && parts2.folders.at(-2) === "supabase" ? UP : null,
  clues: [
    ownFile(/(?:^|\/)supabase\/config\.toml$/),
    npm("supabase"),
    ...command(/supabase\/setup-cli|\bsupabase db push\b/)
  ],
  packages: ["supabase"],
  delivers: ({ version }) => {
    const breaksOut = isSince(version, BREAKS_OUT_SINCE);
    if (breaksOut === "unknown") return null;
    return breaksOut === "yes" ? BREAKING_OUT : AS_STRING;
  },
  optOut: null,
  outside: () => ownFileWith(
    [],
    `nothing else in the file; the Supabase CLI runs it outside a transaction from ${BREAKS_OUT_SINCE} on`
  ),
  lock: () => lockOf(
    "none",
    "`supabase db push` takes no lock: two at once both find the same files pending.",
    "-- run `supabase db push` in one job at a time: a concurrency group in the workflow"
  )
};

// src/frameworks/tern/framework.ts
var DIRECTIVE8 = /^---- tern: disable-tx ----$/;
var framework26 = {
  name: "tern",
  title: "tern",
  named: ({ name }) => /^[0-9]+_.+\.sql$/.test(name) && !/\.(?:up|down)\.sql$/.test(name) ? IF_PROVED : null,
  clues: [ownFile(/(?:^|\/)tern\.conf$/), goModule("github.com/jackc/tern")],
  sections: {
    opensWith: "down",
    up: null,
    down: /^---- create above \/ drop below ----$/,
    optsOut: null,
    mayBeIndented: false
  },
  delivers: () => IN_FILE,
  optOut: {
    // Of one part of the file: whoever asks gives only the lines of that part.
    heard: ({ lines }) => lineAtMargin(lines, DIRECTIVE8) !== null,
    unheard: ({ lines }) => lineAtMargin(lines, DIRECTIVE8) === null ? anyLine(lines, /^--+\s*tern:\s*disable[-_ ]?(?:tx|trans)/i) : null,
    place: "`---- tern: disable-tx ----` on a line of its own, with nothing before or behind it",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["---- tern: disable-tx ----"], "tern then sends each statement by itself"),
  lock: () => lockOf(
    "waiting",
    "tern takes `pg_advisory_lock`, so a second instance that starts meanwhile waits for it inside Postgres, holding a snapshot.",
    "-- run `tern migrate` in one job before the new pods start, not in each of them"
  )
};

// src/frameworks/yoyo/framework.ts
var DIRECTIVE9 = /^--\s*transactional:\s*false/;
var framework27 = {
  name: "yoyo",
  title: "yoyo",
  named: ({ name }) => name.endsWith(".rollback.sql") ? DOWN : name.endsWith(".sql") ? UP_IF_PROVED : null,
  clues: [ownFile(/(?:^|\/)yoyo\.ini$/)],
  signature: /^--\s*depends:/,
  delivers: () => IN_FILE,
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE9) !== null,
    unheard: ({ head, lines }) => lineAtMargin(head, DIRECTIVE9) === null ? anyLine(lines, /^--\s*(?:__)?transactional(?:__)?\s*[:=]\s*false/i) : null,
    place: "`-- transactional: false` in the comment at the top of the file",
    delivers: BY_STATEMENT
  },
  outside: () => ownFileWith(["-- transactional: false"], "and one statement"),
  lock: () => lockOf("row", "yoyo writes a row into `yoyo_lock` and commits.")
};

// src/frameworks/index.ts
var FRAMEWORKS = [
  framework,
  framework2,
  framework3,
  framework4,
  framework5,
  framework6,
  framework7,
  framework8,
  framework9,
  framework10,
  framework11,
  framework12,
  framework13,
  framework14,
  framework15,
  framework16,
  framework17,
  framework18,
  framework19,
  framework20,
  framework21,
  framework22,
  framework23,
  framework24,
  framework25,
  framework26,
  framework27
];

// src/frameworks/evidence.ts
var CLUES = FRAMEWORKS.flatMap((framework28) => framework28.clues);
function sidecarsOf(path) {
  return [`${path}.conf`, `${path.slice(0, path.lastIndexOf("/") + 1)}metadata.toml`];
}

// src/frameworks/tool.ts
function toolsOf(evidence) {
  const proofs = FRAMEWORKS.flatMap((framework28) => proofsOf(framework28, evidence));
  const texts2 = new Map(evidence.map(({ path, text: text2 }) => [path, text2]));
  const speaking = /* @__PURE__ */ new Map();
  const versions = /* @__PURE__ */ new Map();
  return {
    proved: (path) => nearest(proofs, path),
    setup: (framework28, path) => {
      const said = remembered(
        speaking,
        framework28,
        () => evidence.filter((one2) => framework28.clues.some((clue) => clue.read && proves(clue, one2)))
      );
      const locks = framework28.packages === void 0 ? [] : packagesAbove(evidence, path);
      const key = [framework28.name, ...locks.map((lock2) => lock2.path)].join("\n");
      return {
        path,
        version: remembered(versions, key, () => versionOf(framework28.packages ?? [], locks)),
        says: (pattern) => said.some(({ text: text2 }) => pattern.test(text2 ?? "")),
        sidecar: sidecarsOf(path).flatMap((name) => texts2.get(name) ?? [])[0] ?? null
      };
    }
  };
}
function remembered(known2, key, find) {
  const before = known2.get(key);
  if (before !== void 0) return before;
  const found2 = find();
  known2.set(key, found2);
  return found2;
}
var NO_TOOLS = toolsOf([]);
function proofsOf(framework28, evidence) {
  return framework28.clues.flatMap(
    (clue) => evidence.flatMap((one2) => {
      if (!proves(clue, one2)) return [];
      const { folders } = pathParts(one2.path);
      return [{ framework: framework28, root: folders.slice(0, Math.max(0, folders.length - clue.above)), kind: clue.kind }];
    })
  );
}
function proves({ file, holds: holds2 }, { path, text: text2 }) {
  return file.test(path.toLowerCase()) && (holds2 === null || holds2.test(text2 ?? ""));
}
function nearest(proofs, path) {
  const parts2 = pathParts(path);
  const rank = ({ root, kind }) => root.length * 2 + (kind === "own file" ? 1 : 0);
  const above = proofs.filter(
    ({ framework: framework28, root }) => root.every((folder, at2) => parts2.folders[at2] === folder) && framework28.named(parts2) !== null
  );
  const best = Math.max(...above.map(rank));
  const [first, ...others] = above.filter((proof) => rank(proof) === best);
  if (first === void 0 || others.some(({ framework: framework28 }) => framework28 !== first.framework)) return null;
  const rival = above.some(
    ({ framework: framework28, kind }) => framework28 !== first.framework && kind === "own file" && framework28.named(parts2)?.alone === true
  );
  return rival && first.kind === "own file" && first.framework.named(parts2)?.alone !== true ? null : first.framework;
}
function packagesAbove(evidence, path) {
  const { folders } = pathParts(path);
  const depth = (one2) => pathParts(one2.path).folders.length;
  const above = evidence.filter(
    (one2) => (LOCK_FILES.test(one2.path.toLowerCase()) || pathParts(one2.path).name === "package.json") && pathParts(one2.path).folders.every((folder, at2) => folders[at2] === folder)
  );
  return above.sort((a, b) => depth(b) - depth(a));
}

// src/catalog/persistent-map.ts
var GONE = /* @__PURE__ */ Symbol("gone");
var NOTHING = /* @__PURE__ */ new Map();
var PersistentMap = class _PersistentMap {
  constructor(base, recent) {
    this.base = base;
    this.recent = recent;
  }
  base;
  recent;
  flat = null;
  static of(entries = []) {
    return new _PersistentMap(new Map(entries), NOTHING);
  }
  get size() {
    return this.all().size;
  }
  get(key) {
    if (this.recent.size > 0) {
      const changed = this.recent.get(key);
      if (changed === GONE) return void 0;
      if (changed !== void 0) return changed;
    }
    return this.base.get(key);
  }
  has(key) {
    return this.get(key) !== void 0;
  }
  set(key, value) {
    return this.changed(key, value);
  }
  delete(key) {
    return this.has(key) ? this.changed(key, GONE) : this;
  }
  deleteAll(keys) {
    return this.withMutations((copy2) => {
      for (const key of keys) copy2.delete(key);
    });
  }
  merge(other) {
    return _PersistentMap.of([...this.all(), ...other]);
  }
  map(change2) {
    return _PersistentMap.of([...this.all()].map(([key, value]) => [key, change2(value, key)]));
  }
  mapKeys(change2) {
    return _PersistentMap.of([...this.all()].map(([key, value]) => [change2(key), value]));
  }
  filter(keep) {
    return _PersistentMap.of([...this.all()].filter(([key, value]) => keep(value, key)));
  }
  filterNot(drop3) {
    return this.filter((value, key) => !drop3(value, key));
  }
  find(wanted) {
    for (const [key, value] of this.all()) if (wanted(value, key)) return value;
    return void 0;
  }
  some(wanted) {
    for (const [key, value] of this.all()) if (wanted(value, key)) return true;
    return false;
  }
  /** Many changes at once, on a copy that nobody else sees yet. */
  withMutations(change2) {
    const copy2 = new Map(this.all());
    change2(copy2);
    return new _PersistentMap(copy2, NOTHING);
  }
  keys() {
    return this.all().keys();
  }
  values() {
    return this.all().values();
  }
  entries() {
    return this.all().entries();
  }
  [Symbol.iterator]() {
    return this.all().entries();
  }
  changed(key, value) {
    if (this.recent.size < mostRecent(this.base.size)) {
      return new _PersistentMap(this.base, new Map(this.recent).set(key, value));
    }
    const copy2 = new Map(this.all());
    if (value === GONE) copy2.delete(key);
    else copy2.set(key, value);
    return new _PersistentMap(copy2, NOTHING);
  }
  /** Base and recent changes as one map, in the order in which keys first came. */
  all() {
    if (this.recent.size === 0) return this.base;
    if (this.flat !== null) return this.flat;
    const flat = new Map(this.base);
    for (const [key, value] of this.recent) {
      if (value === GONE) flat.delete(key);
      else flat.set(key, value);
    }
    this.flat = flat;
    return flat;
  }
};
function mostRecent(size) {
  return size < 8 ? 0 : Math.max(6, Math.floor(Math.sqrt(size)));
}

// src/catalog/catalog.ts
var EMPTY_CATALOG = {
  relations: PersistentMap.of(),
  indexes: PersistentMap.of(),
  types: PersistentMap.of(),
  routines: PersistentMap.of(),
  enumValues: PersistentMap.of(),
  schemas: PersistentMap.of(),
  publications: PersistentMap.of(),
  subscriptions: PersistentMap.of(),
  extensions: PersistentMap.of(),
  eventTriggers: PersistentMap.of()
};
function newRelation(name, kind, set2, complete) {
  return {
    name,
    kind,
    set: set2,
    complete,
    temporary: false,
    unlogged: false,
    populated: true,
    columns: PersistentMap.of(),
    constraints: PersistentMap.of(),
    indexes: [],
    referencedBy: [],
    children: [],
    partitionOf: null,
    isDefaultPartition: false,
    partitionKey: [],
    partitioning: null,
    bound: null,
    policies: [],
    triggers: [],
    rules: [],
    query: [],
    calls: [],
    outputs: null,
    readers: [],
    sequences: [],
    ownedBy: null,
    replicaIdentity: "default"
  };
}
function withRelation(catalog, relation) {
  return { ...catalog, relations: catalog.relations.set(relation.name, relation) };
}
function withIndex(catalog, index) {
  const table3 = catalog.relations.get(index.table);
  const indexes = catalog.indexes.set(index.name, index);
  if (table3 === void 0 || table3.indexes.includes(index.name)) return { ...catalog, indexes };
  return withRelation({ ...catalog, indexes }, { ...table3, indexes: [...table3.indexes, index.name] });
}
function family(catalog, name) {
  const found2 = /* @__PURE__ */ new Set();
  const pending = [name];
  for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
    if (found2.has(next)) continue;
    found2.add(next);
    pending.push(...catalog.relations.get(next)?.children ?? []);
  }
  return [...found2];
}
function ancestors(catalog, name) {
  const found2 = [];
  for (let parent = catalog.relations.get(name)?.partitionOf; parent; parent = catalog.relations.get(parent)?.partitionOf) {
    if (found2.includes(parent)) break;
    found2.push(parent);
  }
  return found2;
}
function foreignKeysOf(catalog, table3) {
  const found2 = [];
  for (const constraint of catalog.relations.get(table3)?.constraints.values() ?? []) {
    if (constraint.kind === "foreign-key") found2.push({ table: table3, key: constraint });
  }
  return found2;
}
function foreignKeysTo(catalog, table3) {
  const referencing = catalog.relations.get(table3)?.referencedBy ?? [];
  return referencing.flatMap((name) => foreignKeysOf(catalog, name).filter(({ key }) => key.references === table3));
}

// src/effects/lock-mode.ts
var LOCK_MODES = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE"
];
var CONFLICTS = {
  "ACCESS SHARE": ["ACCESS EXCLUSIVE"],
  "ROW SHARE": ["EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "ROW EXCLUSIVE": ["SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "SHARE UPDATE EXCLUSIVE": ["SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  SHARE: ["ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "SHARE ROW EXCLUSIVE": [
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE"
  ],
  EXCLUSIVE: [
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE"
  ],
  "ACCESS EXCLUSIVE": LOCK_MODES
};
function conflicts(held, wanted) {
  const blocked = CONFLICTS[held];
  return blocked.includes(wanted);
}
function strength(mode) {
  return LOCK_MODES.indexOf(mode) + 1;
}
function stronger(a, b) {
  return strength(a) >= strength(b) ? a : b;
}
function blocksReads(mode) {
  return conflicts(mode, "ACCESS SHARE");
}
function blocksWrites(mode) {
  return conflicts(mode, "ROW EXCLUSIVE");
}
function blockedWork(mode) {
  if (blocksReads(mode)) return "reads and writes";
  if (blocksWrites(mode)) return "writes";
  if (conflicts(mode, "SHARE UPDATE EXCLUSIVE")) return "other schema changes and VACUUM";
  return "only conflicting schema changes";
}

// src/effects/effects.ts
var NO_EFFECTS = {
  locks: [],
  rewrites: [],
  scans: [],
  rebuildsIndexes: [],
  writes: "none",
  writesTo: [],
  fails: null,
  notModelled: null
};
function effectsOf(some) {
  return {
    locks: strongest(some.locks ?? []),
    rewrites: some.rewrites ?? [],
    scans: some.scans ?? [],
    rebuildsIndexes: some.rebuildsIndexes ?? [],
    writes: some.writes ?? "none",
    writesTo: some.writesTo ?? [],
    fails: some.fails ?? null,
    notModelled: some.notModelled ?? null
  };
}
function combine(all) {
  if (all.length === 1 && all[0] !== void 0) return all[0];
  return {
    locks: strongest(all.flatMap((one2) => one2.locks)),
    rewrites: all.flatMap((one2) => one2.rewrites),
    scans: all.flatMap((one2) => one2.scans),
    rebuildsIndexes: all.flatMap((one2) => one2.rebuildsIndexes),
    writes: mostWrites(all.map((one2) => one2.writes)),
    writesTo: [...new Set(all.flatMap((one2) => one2.writesTo))],
    fails: all.find((one2) => one2.fails !== null)?.fails ?? null,
    notModelled: all.find((one2) => one2.notModelled !== null)?.notModelled ?? null
  };
}
function atPart(effects, part) {
  if (part === 0) return effects;
  const moved2 = (touches2) => touches2.map((touch2) => ({ ...touch2, part }));
  return {
    ...effects,
    rewrites: moved2(effects.rewrites),
    scans: moved2(effects.scans),
    rebuildsIndexes: moved2(effects.rebuildsIndexes)
  };
}
function strongest(locks) {
  if (locks.length < 2) return [...locks];
  const byRelation = /* @__PURE__ */ new Map();
  for (const lock2 of locks) {
    const seen = byRelation.get(lock2.relation);
    byRelation.set(lock2.relation, seen === void 0 ? lock2 : { ...seen, mode: stronger(seen.mode, lock2.mode) });
  }
  return [...byRelation.values()];
}
function mostWrites(all) {
  if (all.includes("unbounded")) return "unbounded";
  return all.includes("bounded") ? "bounded" : "none";
}

// src/sql/statement.ts
function statementNode(node) {
  const [entry] = Object.entries(node);
  if (entry === void 0 || !entry[0].endsWith("Stmt")) return null;
  return { tag: entry[0], body: entry[1] };
}
function bodyOf(tag, node) {
  if (node === void 0 || node === null || !(tag in node)) return null;
  return node[tag];
}
function bodiesOf(tag, nodes) {
  const found2 = [];
  for (const node of nodes ?? []) {
    const body = bodyOf(tag, node);
    if (body !== null) found2.push(body);
  }
  return found2;
}
function text(node) {
  return bodyOf("String", node)?.sval ?? "";
}
function texts(nodes) {
  return (nodes ?? []).map(text);
}
function items(node) {
  return bodyOf("List", node)?.items ?? [];
}
function constant(node) {
  const value = bodyOf("A_Const", node);
  if (value === null) return null;
  if (value.ival !== void 0) return value.ival.ival ?? 0;
  if (value.sval !== void 0) return value.sval.sval ?? "";
  if (value.boolval !== void 0) return value.boolval.boolval ?? false;
  if (value.fval !== void 0) return Number(value.fval.fval ?? "0");
  return null;
}
function isNullConstant(node) {
  return bodyOf("A_Const", node)?.isnull === true;
}
function optionIsOn(arg) {
  if (arg === void 0 || arg === null) return true;
  const number = bodyOf("Integer", arg);
  if (number !== null) return (number.ival ?? 0) !== 0;
  const value = String(constant(arg) ?? text(arg)).toLowerCase();
  return value !== "false" && value !== "off" && value !== "0";
}
function walk(root, visit) {
  const pending = root === void 0 ? [] : [root];
  for (let current = pending.pop(); current !== void 0; current = pending.pop()) {
    const first = pending.length;
    for (const key in current) {
      const value = current[key];
      if (typeof value !== "object" || value === null) continue;
      if (isNodeTag(key) && visit(key, value) === false) continue;
      pending.push(value);
    }
    reverseFrom(pending, first);
  }
}
function reverseFrom(pending, first) {
  for (let low = first, high = pending.length - 1; low < high; low += 1, high -= 1) {
    const [a, b] = [pending[low], pending[high]];
    if (a !== void 0 && b !== void 0) [pending[low], pending[high]] = [b, a];
  }
}
function findAll(tag, root) {
  const found2 = [];
  walk(root, (at2, body) => {
    if (at2 === tag) found2.push(body);
  });
  return found2;
}
function isNodeTag(key) {
  const code2 = key.charCodeAt(0);
  return code2 >= 65 && code2 <= 90;
}

// src/session/duration.ts
var UNITS = { us: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
function milliseconds(value) {
  if (typeof value === "number") return value;
  const match = /^\s*([0-9]+(?:\.[0-9]+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(value);
  if (match === null) return null;
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? "ms"] ?? 1));
}
function durationWords(ms) {
  if (ms >= 6e4 && ms % 6e4 === 0) return `${ms / 6e4} min`;
  if (ms >= 1e3 && ms % 100 === 0) return `${ms / 1e3} s`;
  return `${ms} ms`;
}

// src/session/session.ts
var NEW_SESSION = {
  transaction: null,
  nextTransaction: 1,
  settings: { lockTimeout: 0, statementTimeout: 0, searchPath: ["public"], timeZone: null, replicationRole: "origin" }
};
var NO_LOCAL = {};
function effective(session) {
  const local = session.transaction?.local ?? NO_LOCAL;
  return local === NO_LOCAL ? session.settings : { ...session.settings, ...local };
}
function transactionNumber(session) {
  return session.transaction?.number ?? session.nextTransaction;
}
function begin(session, explicit, implicit = false) {
  const { transaction: transaction2 } = session;
  if (transaction2?.implicit === true && explicit)
    return { ...session, transaction: { ...transaction2, explicit: true, implicit: false } };
  if (transaction2 !== null) return session;
  return {
    ...session,
    nextTransaction: session.nextTransaction + 1,
    transaction: {
      number: session.nextTransaction,
      explicit,
      implicit,
      locks: PersistentMap.of(),
      wrote: PersistentMap.of(),
      settingsBefore: session.settings,
      local: NO_LOCAL,
      constraintsImmediate: false
    }
  };
}
function commit(session) {
  return { ...session, transaction: null };
}
function rollback(session) {
  if (session.transaction === null) return session;
  return { ...session, transaction: null, settings: session.transaction.settingsBefore };
}

// src/session/advance.ts
function advance(session, node, effects, step) {
  switch (node.tag) {
    case "TransactionStmt":
      return endOrBegin(session, node.body);
    case "VariableSetStmt":
      return set(session, node.body);
    case "SelectStmt":
      return remember(setByFunction(session, node.body), effects, step);
    case "DiscardStmt":
      return node.body.target === "DISCARD_ALL" ? { ...session, settings: NEW_SESSION.settings } : session;
    case "ConstraintsSetStmt": {
      const all = (node.body.constraints ?? []).length === 0 && node.body.deferred !== true;
      return all ? withTransaction(session, (current) => ({ ...current, constraintsImmediate: true })) : session;
    }
    default:
      return remember(session, effects, step);
  }
}
function remember(session, effects, step) {
  return withTransaction(session, (current) => {
    let locks = current.locks;
    for (const { relation, mode } of effects.locks) {
      const held = locks.get(relation);
      if (held === void 0 || stronger(held.mode, mode) !== held.mode)
        locks = locks.set(relation, { mode, since: step });
    }
    let wrote = current.wrote;
    for (const relation of effects.writesTo) if (!wrote.has(relation)) wrote = wrote.set(relation, step);
    return { ...current, locks, wrote };
  });
}
function withTransaction(session, change2) {
  return session.transaction === null ? session : { ...session, transaction: change2(session.transaction) };
}
function endOrBegin(session, body) {
  switch (body.kind) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return begin(session, true);
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_PREPARE":
      return body.chain === true ? begin(commit(session), true) : commit(session);
    case "TRANS_STMT_ROLLBACK":
      return body.chain === true ? begin(rollback(session), true) : rollback(session);
    default:
      return session;
  }
}
function set(session, body) {
  const inDefault2 = body.kind === "VAR_RESET" || body.kind === "VAR_SET_DEFAULT";
  if (body.kind === "VAR_RESET_ALL") return { ...session, settings: NEW_SESSION.settings };
  const values = (body.args ?? []).map((arg) => constant(arg));
  const change2 = settingChange(body.name ?? "", inDefault2 ? null : values);
  return change2 === null ? session : apply(session, change2, body.is_local === true);
}
function apply(session, change2, local) {
  if (local) return withTransaction(session, (current) => ({ ...current, local: { ...current.local, ...change2 } }));
  const kept = withTransaction(session, (current) => ({ ...current, local: without(current.local, change2) }));
  return { ...kept, settings: { ...kept.settings, ...change2 } };
}
function without(local, change2) {
  return Object.fromEntries(Object.entries(local).filter(([key]) => !(key in change2)));
}
function settingChange(name, values) {
  const first = values?.[0];
  const initial = NEW_SESSION.settings;
  switch (name) {
    case "lock_timeout":
      return { lockTimeout: duration(first, initial.lockTimeout) };
    case "statement_timeout":
      return { statementTimeout: duration(first, initial.statementTimeout) };
    case "search_path":
      return { searchPath: values === null ? initial.searchPath : pathOf(values) };
    case "timezone":
      return { timeZone: typeof first === "string" ? first : null };
    case "session_replication_role":
      return { replicationRole: typeof first === "string" ? first : "origin" };
    default:
      return null;
  }
}
function duration(value, initial) {
  if (typeof value !== "string" && typeof value !== "number") return initial;
  return milliseconds(value) ?? initial;
}
function pathOf(values) {
  const names = values.filter((value) => typeof value === "string" && value !== "").map(String);
  return names.filter((name) => name !== "$user" && name !== "pg_catalog" && name !== "pg_temp");
}
function setByFunction(session, body) {
  let after = session;
  for (const call of findAll("FuncCall", body.targetList ?? [])) {
    const name = texts(call.funcname).at(-1);
    if (name !== "set_config") continue;
    const [setting, value, local] = (call.args ?? []).map((arg) => constant(arg) ?? text(arg));
    if (typeof setting !== "string") continue;
    const values = setting === "search_path" ? String(value ?? "").split(",").map((part) => part.trim()) : [value ?? null];
    const change2 = settingChange(setting, values);
    if (change2 !== null) after = apply(after, change2, local === true || local === "t" || local === "true");
  }
  return after;
}

// src/sql/parse.ts
var import_libpg_query = __toESM(require_wasm(), 1);

// src/sql/command-tag.ts
function commandTag(node) {
  const tag = TAGS[node.tag];
  if (tag !== null) return tag;
  switch (node.tag) {
    case "AlterTableStmt":
      return `ALTER ${objectWords(node.body.objtype)}`;
    case "AlterDomainStmt":
      return "ALTER DOMAIN";
    case "RenameStmt":
      return `ALTER ${objectWords(renamedObject(node.body))}`;
    case "DropStmt":
      return `DROP ${objectWords(node.body.removeType)}`;
    case "AlterObjectSchemaStmt":
    case "AlterOwnerStmt":
    case "AlterObjectDependsStmt":
      return `ALTER ${objectWords(node.body.objectType)}`;
    case "AlterTableMoveAllStmt":
      return `ALTER ${objectWords(node.body.objtype)}`;
    case "CreateTableAsStmt":
      return node.body.objtype === "OBJECT_MATVIEW" ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
    case "CreateFunctionStmt":
      return node.body.is_procedure === true ? "CREATE PROCEDURE" : "CREATE FUNCTION";
    case "DefineStmt":
      return `CREATE ${objectWords(node.body.kind)}`;
    case "GrantStmt":
      return node.body.is_grant === true ? "GRANT" : "REVOKE";
    case "GrantRoleStmt":
      return node.body.is_grant === true ? "GRANT ROLE" : "REVOKE ROLE";
    case "TransactionStmt":
      return TRANSACTION_TAGS[node.body.kind ?? "TRANS_STMT_BEGIN"];
    case "VacuumStmt":
      return node.body.is_vacuumcmd === true ? "VACUUM" : "ANALYZE";
    case "VariableSetStmt":
      return node.body.kind === "VAR_RESET" || node.body.kind === "VAR_RESET_ALL" ? "RESET" : "SET";
    case "SelectStmt":
      return node.body.intoClause === void 0 ? "SELECT" : "SELECT INTO";
    case "AlterFunctionStmt":
      return node.body.objtype === "OBJECT_PROCEDURE" ? "ALTER PROCEDURE" : "ALTER FUNCTION";
    case "DiscardStmt":
      return "DISCARD";
    default:
      return node.tag.replace(/Stmt$/, "").toUpperCase();
  }
}
function objectWords(type) {
  switch (type) {
    case void 0:
      return "OBJECT";
    case "OBJECT_MATVIEW":
      return "MATERIALIZED VIEW";
    case "OBJECT_TABCONSTRAINT":
    case "OBJECT_COLUMN":
      return "TABLE";
    case "OBJECT_ATTRIBUTE":
      return "TYPE";
    case "OBJECT_DOMCONSTRAINT":
      return "DOMAIN";
    case "OBJECT_FDW":
      return "FOREIGN DATA WRAPPER";
    case "OBJECT_FOREIGN_SERVER":
      return "SERVER";
    case "OBJECT_OPCLASS":
      return "OPERATOR CLASS";
    case "OBJECT_OPFAMILY":
      return "OPERATOR FAMILY";
    case "OBJECT_STATISTIC_EXT":
      return "STATISTICS";
    case "OBJECT_TSPARSER":
    case "OBJECT_TSDICTIONARY":
    case "OBJECT_TSTEMPLATE":
    case "OBJECT_TSCONFIGURATION":
      return `TEXT SEARCH ${type.slice("OBJECT_TS".length)}`;
    default:
      return type.slice("OBJECT_".length).replaceAll("_", " ");
  }
}
function renamedObject(body) {
  const ofRelation = body.renameType === "OBJECT_COLUMN" || body.renameType === "OBJECT_TABCONSTRAINT";
  return ofRelation ? body.relationType : body.renameType;
}
var TRANSACTION_TAGS = {
  TRANS_STMT_BEGIN: "BEGIN",
  TRANS_STMT_START: "START TRANSACTION",
  TRANS_STMT_COMMIT: "COMMIT",
  TRANS_STMT_ROLLBACK: "ROLLBACK",
  TRANS_STMT_SAVEPOINT: "SAVEPOINT",
  TRANS_STMT_RELEASE: "RELEASE",
  TRANS_STMT_ROLLBACK_TO: "ROLLBACK",
  TRANS_STMT_PREPARE: "PREPARE TRANSACTION",
  TRANS_STMT_COMMIT_PREPARED: "COMMIT PREPARED",
  TRANS_STMT_ROLLBACK_PREPARED: "ROLLBACK PREPARED"
};
var TAGS = {
  AlterCollationStmt: "ALTER COLLATION",
  AlterDatabaseRefreshCollStmt: "ALTER DATABASE",
  AlterDatabaseSetStmt: "ALTER DATABASE",
  AlterDatabaseStmt: "ALTER DATABASE",
  AlterDefaultPrivilegesStmt: "ALTER DEFAULT PRIVILEGES",
  AlterDomainStmt: "ALTER DOMAIN",
  AlterEnumStmt: "ALTER TYPE",
  AlterEventTrigStmt: "ALTER EVENT TRIGGER",
  AlterExtensionContentsStmt: "ALTER EXTENSION",
  AlterExtensionStmt: "ALTER EXTENSION",
  AlterFdwStmt: "ALTER FOREIGN DATA WRAPPER",
  AlterForeignServerStmt: "ALTER SERVER",
  AlterFunctionStmt: null,
  AlterObjectDependsStmt: null,
  AlterObjectSchemaStmt: null,
  AlterOpFamilyStmt: "ALTER OPERATOR FAMILY",
  AlterOperatorStmt: "ALTER OPERATOR",
  AlterOwnerStmt: null,
  AlterPolicyStmt: "ALTER POLICY",
  AlterPublicationStmt: "ALTER PUBLICATION",
  AlterRoleSetStmt: "ALTER ROLE",
  AlterRoleStmt: "ALTER ROLE",
  AlterSeqStmt: "ALTER SEQUENCE",
  AlterStatsStmt: "ALTER STATISTICS",
  AlterSubscriptionStmt: "ALTER SUBSCRIPTION",
  AlterSystemStmt: "ALTER SYSTEM",
  AlterTSConfigurationStmt: "ALTER TEXT SEARCH CONFIGURATION",
  AlterTSDictionaryStmt: "ALTER TEXT SEARCH DICTIONARY",
  AlterTableMoveAllStmt: null,
  AlterTableSpaceOptionsStmt: "ALTER TABLESPACE",
  AlterTableStmt: null,
  AlterTypeStmt: "ALTER TYPE",
  AlterUserMappingStmt: "ALTER USER MAPPING",
  CallStmt: "CALL",
  CheckPointStmt: "CHECKPOINT",
  ClosePortalStmt: "CLOSE CURSOR",
  ClusterStmt: "CLUSTER",
  CommentStmt: "COMMENT",
  CompositeTypeStmt: "CREATE TYPE",
  ConstraintsSetStmt: "SET CONSTRAINTS",
  CopyStmt: "COPY",
  CreateAmStmt: "CREATE ACCESS METHOD",
  CreateCastStmt: "CREATE CAST",
  CreateConversionStmt: "CREATE CONVERSION",
  CreateDomainStmt: "CREATE DOMAIN",
  CreateEnumStmt: "CREATE TYPE",
  CreateEventTrigStmt: "CREATE EVENT TRIGGER",
  CreateExtensionStmt: "CREATE EXTENSION",
  CreateFdwStmt: "CREATE FOREIGN DATA WRAPPER",
  CreateForeignServerStmt: "CREATE SERVER",
  CreateForeignTableStmt: "CREATE FOREIGN TABLE",
  CreateFunctionStmt: null,
  CreateOpClassStmt: "CREATE OPERATOR CLASS",
  CreateOpFamilyStmt: "CREATE OPERATOR FAMILY",
  CreatePLangStmt: "CREATE LANGUAGE",
  CreatePolicyStmt: "CREATE POLICY",
  CreatePublicationStmt: "CREATE PUBLICATION",
  CreateRangeStmt: "CREATE TYPE",
  CreateRoleStmt: "CREATE ROLE",
  CreateSchemaStmt: "CREATE SCHEMA",
  CreateSeqStmt: "CREATE SEQUENCE",
  CreateStatsStmt: "CREATE STATISTICS",
  CreateStmt: "CREATE TABLE",
  CreateSubscriptionStmt: "CREATE SUBSCRIPTION",
  CreateTableAsStmt: null,
  CreateTableSpaceStmt: "CREATE TABLESPACE",
  CreateTransformStmt: "CREATE TRANSFORM",
  CreateTrigStmt: "CREATE TRIGGER",
  CreateUserMappingStmt: "CREATE USER MAPPING",
  CreatedbStmt: "CREATE DATABASE",
  DeallocateStmt: "DEALLOCATE",
  DeclareCursorStmt: "DECLARE CURSOR",
  DefineStmt: null,
  DeleteStmt: "DELETE",
  DiscardStmt: "DISCARD",
  DoStmt: "DO",
  DropOwnedStmt: "DROP OWNED",
  DropRoleStmt: "DROP ROLE",
  DropStmt: null,
  DropSubscriptionStmt: "DROP SUBSCRIPTION",
  DropTableSpaceStmt: "DROP TABLESPACE",
  DropUserMappingStmt: "DROP USER MAPPING",
  DropdbStmt: "DROP DATABASE",
  ExecuteStmt: "EXECUTE",
  ExplainStmt: "EXPLAIN",
  FetchStmt: "FETCH",
  GrantRoleStmt: null,
  GrantStmt: null,
  ImportForeignSchemaStmt: "IMPORT FOREIGN SCHEMA",
  IndexStmt: "CREATE INDEX",
  InsertStmt: "INSERT",
  ListenStmt: "LISTEN",
  LoadStmt: "LOAD",
  LockStmt: "LOCK TABLE",
  MergeStmt: "MERGE",
  NotifyStmt: "NOTIFY",
  PLAssignStmt: "SELECT",
  PrepareStmt: "PREPARE",
  RawStmt: null,
  ReassignOwnedStmt: "REASSIGN OWNED",
  RefreshMatViewStmt: "REFRESH MATERIALIZED VIEW",
  ReindexStmt: "REINDEX",
  RenameStmt: null,
  ReplicaIdentityStmt: "ALTER TABLE",
  ReturnStmt: null,
  RuleStmt: "CREATE RULE",
  SecLabelStmt: "SECURITY LABEL",
  SelectStmt: null,
  SetOperationStmt: "SELECT",
  TransactionStmt: null,
  TruncateStmt: "TRUNCATE TABLE",
  UnlistenStmt: "UNLISTEN",
  UpdateStmt: "UPDATE",
  VacuumStmt: null,
  VariableSetStmt: null,
  VariableShowStmt: "SHOW",
  ViewStmt: "CREATE VIEW"
};

// src/sql/lexer.ts
var TAB = 9;
var NEWLINE = 10;
var RETURN = 13;
var SPACE = 32;
var QUOTE = 39;
var DOUBLE_QUOTE = 34;
var DOLLAR = 36;
var STAR = 42;
var DASH = 45;
var SLASH = 47;
var BACKSLASH = 92;
var OPERATOR_CHARACTERS = new Set([..."+-*/<>=~!@#%^&|`?"].map((character) => character.charCodeAt(0)));
function isSpace(code2) {
  return code2 === SPACE || code2 >= TAB && code2 <= RETURN;
}
function isNameStart(code2) {
  return code2 >= 97 && code2 <= 122 || code2 >= 65 && code2 <= 90 || code2 === 95 || code2 >= 128;
}
function isDigit(code2) {
  return code2 >= 48 && code2 <= 57;
}
function isNamePart(code2) {
  return isNameStart(code2) || isDigit(code2) || code2 === DOLLAR;
}
function tokenAt(text2, start) {
  const code2 = text2.charCodeAt(start);
  if (isNameStart(code2)) return wordAt(text2, start);
  if (code2 === QUOTE) return { kind: "string", start, end: endOfQuoted(text2, start + 1, QUOTE, false) };
  if (code2 === DOUBLE_QUOTE)
    return { kind: "quoted-name", start, end: endOfQuoted(text2, start + 1, DOUBLE_QUOTE, false) };
  if (code2 === DOLLAR) return dollarAt(text2, start);
  if (isDigit(code2)) return { kind: "number", start, end: endOfNumber(text2, start) };
  if (code2 === DASH && text2.charCodeAt(start + 1) === DASH) {
    return { kind: "line-comment", start, end: endOfLine(text2, start) };
  }
  if (code2 === SLASH && text2.charCodeAt(start + 1) === STAR) {
    return { kind: "block-comment", start, end: blockComment(text2, start).end };
  }
  if (OPERATOR_CHARACTERS.has(code2)) return { kind: "operator", start, end: endOfOperator(text2, start) };
  if (code2 === BACKSLASH) return { kind: "backslash", start, end: endOfLine(text2, start) };
  return { kind: "punctuation", start, end: start + 1 };
}
function tokenize(text2, start = 0, end = text2.length) {
  const tokens = [];
  let at2 = start;
  while (at2 < end) {
    if (isSpace(text2.charCodeAt(at2))) {
      at2 += 1;
      continue;
    }
    const token = tokenAt(text2, at2);
    tokens.push(token);
    at2 = token.end;
  }
  return tokens;
}
function isUnterminated(text2, comment3) {
  return comment3.kind === "block-comment" && blockComment(text2, comment3.start).depth > 0;
}
function endOfLine(text2, start) {
  let at2 = start;
  while (at2 < text2.length) {
    const code2 = text2.charCodeAt(at2);
    if (code2 === NEWLINE || code2 === RETURN) return at2;
    at2 += 1;
  }
  return at2;
}
function wordAt(text2, start) {
  const first = text2.charCodeAt(start) | 32;
  const next = text2.charCodeAt(start + 1);
  if (next === QUOTE && (first === 101 || first === 98 || first === 120 || first === 110)) {
    return { kind: "string", start, end: endOfQuoted(text2, start + 2, QUOTE, first === 101) };
  }
  if (first === 117 && next === 38) {
    const opening = text2.charCodeAt(start + 2);
    if (opening === QUOTE) return { kind: "string", start, end: endOfQuoted(text2, start + 3, QUOTE, false) };
    if (opening === DOUBLE_QUOTE) {
      return { kind: "quoted-name", start, end: endOfQuoted(text2, start + 3, DOUBLE_QUOTE, false) };
    }
  }
  let end = start + 1;
  while (end < text2.length && isNamePart(text2.charCodeAt(end))) end += 1;
  return { kind: "word", start, end };
}
function endOfQuoted(text2, from2, quote, escapes) {
  let at2 = from2;
  while (at2 < text2.length) {
    const code2 = text2.charCodeAt(at2);
    if (escapes && code2 === BACKSLASH) {
      at2 += 2;
      continue;
    }
    if (code2 === quote) {
      if (text2.charCodeAt(at2 + 1) !== quote) return at2 + 1;
      at2 += 1;
    }
    at2 += 1;
  }
  return text2.length;
}
function dollarAt(text2, start) {
  let at2 = start + 1;
  if (isDigit(text2.charCodeAt(at2))) {
    while (isDigit(text2.charCodeAt(at2))) at2 += 1;
    return { kind: "parameter", start, end: at2 };
  }
  if (isNameStart(text2.charCodeAt(at2))) {
    while (at2 < text2.length && text2.charCodeAt(at2) !== DOLLAR && isNamePart(text2.charCodeAt(at2))) at2 += 1;
  }
  if (text2.charCodeAt(at2) !== DOLLAR) return { kind: "punctuation", start, end: start + 1 };
  const closing = text2.indexOf(text2.slice(start, at2 + 1), at2 + 1);
  return { kind: "dollar-string", start, end: closing < 0 ? text2.length : closing + (at2 + 1 - start) };
}
function endOfNumber(text2, start) {
  let at2 = start + 1;
  while (at2 < text2.length && (isNamePart(text2.charCodeAt(at2)) || text2.charCodeAt(at2) === 46)) at2 += 1;
  return at2;
}
function blockComment(text2, start) {
  let depth = 0;
  let at2 = start;
  while (at2 < text2.length) {
    const code2 = text2.charCodeAt(at2);
    const next = text2.charCodeAt(at2 + 1);
    if (code2 === SLASH && next === STAR) {
      depth += 1;
      at2 += 2;
    } else if (code2 === STAR && next === SLASH) {
      depth -= 1;
      at2 += 2;
      if (depth === 0) break;
    } else at2 += 1;
  }
  return { end: Math.min(at2, text2.length), depth };
}
function endOfOperator(text2, start) {
  let at2 = start + 1;
  while (at2 < text2.length && OPERATOR_CHARACTERS.has(text2.charCodeAt(at2))) {
    const code2 = text2.charCodeAt(at2);
    const next = text2.charCodeAt(at2 + 1);
    if (code2 === DASH && next === DASH || code2 === SLASH && next === STAR) break;
    at2 += 1;
  }
  return at2;
}

// src/sql/positions.ts
function byteConverter(text2) {
  const wide = firstWideCharacter(text2);
  if (wide < 0) return (byteOffset) => byteOffset;
  const samples = [];
  let bytes = 0;
  for (let at2 = 0; at2 < text2.length; at2 += 1) {
    if (at2 % 256 === 0) samples.push(bytes);
    bytes += bytesAt(text2, at2);
  }
  return (byteOffset) => {
    let low = 0;
    let high = samples.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((samples[middle] ?? 0) <= byteOffset) low = middle;
      else high = middle - 1;
    }
    let at2 = low * 256;
    let seen = samples[low] ?? 0;
    while (at2 < text2.length && seen < byteOffset) {
      seen += bytesAt(text2, at2);
      at2 += 1;
    }
    return at2;
  };
}
function offsetOfCodePoint(text2, codePoints) {
  let at2 = 0;
  for (let seen = 0; seen < codePoints && at2 < text2.length; seen += 1) {
    at2 += (text2.codePointAt(at2) ?? 0) > 65535 ? 2 : 1;
  }
  return at2;
}
function lineFinder(text2) {
  const starts = [0];
  for (let at2 = 0; at2 < text2.length; at2 += 1) {
    const code2 = text2.charCodeAt(at2);
    if (code2 === 10 || code2 === 13 && text2.charCodeAt(at2 + 1) !== 10) starts.push(at2 + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
function firstWideCharacter(text2) {
  for (let at2 = 0; at2 < text2.length; at2 += 1) if (text2.charCodeAt(at2) > 127) return at2;
  return -1;
}
function bytesAt(text2, at2) {
  const code2 = text2.charCodeAt(at2);
  if (code2 < 128) return 1;
  if (code2 < 2048) return 2;
  return code2 >= 55296 && code2 <= 57343 ? 2 : 3;
}

// src/sql/source.ts
var PLACEHOLDER_MARK = "";
var FIRST_PLACEHOLDER = 57600;
var LAST_PLACEHOLDER = 63743;
var DEEPENING_WORDS = new Set(
  "not case when join union intersect except select with at collate is in between like ilike similar and or array row values overlaps isnull notnull operator over filter lateral".split(" ")
);
function prepareSource(text2) {
  const edits = [];
  const comments = [];
  const pieces = [];
  const placeholders = [];
  let piece = openPiece();
  let burden = 0;
  const close = () => {
    burden = Math.max(burden, piece.deepening + piece.deepest);
    if (piece.start >= 0) pieces.push({ start: piece.start, end: piece.end, commas: piece.commas });
    piece = openPiece();
  };
  let at2 = 0;
  while (at2 < text2.length) {
    if (isSpace(text2.charCodeAt(at2))) {
      at2 += 1;
      continue;
    }
    const placeholder = placeholderAt(text2, at2, piece.brackets);
    if (placeholder !== null && placeholders.length < LAST_PLACEHOLDER - FIRST_PLACEHOLDER) {
      edits.push({ ...placeholder, text: standIn(placeholder, placeholders.length) });
      placeholders.push(placeholder);
      extend(piece, placeholder);
      at2 = placeholder.end;
      continue;
    }
    const token = tokenAt(text2, at2);
    at2 = token.end;
    if (token.kind === "line-comment" || token.kind === "block-comment") {
      comments.push(token);
      if (token.end === text2.length && isUnterminated(text2, token)) extend(piece, token);
      else if (piece.start >= 0) edits.push({ start: token.start, end: token.end, text: blank(text2, token) });
    } else if (token.kind === "backslash") {
      edits.push({
        start: token.start,
        end: token.end,
        text: (piece.start < 0 ? " " : ";").padEnd(token.end - token.start)
      });
      if (!startsLine(text2, token.start)) close();
      else edits[edits.length - 1] = { start: token.start, end: token.end, text: " ".repeat(token.end - token.start) };
    } else if (isBatchSeparator(text2, token)) {
      edits.push({ start: token.start, end: token.end, text: "; " });
      close();
    } else if (endsStatement(text2, token, piece)) {
      const data = piece.copyFromStdin ? copyData(text2, at2) : null;
      close();
      if (data !== null) {
        edits.push({ ...data, text: blank(text2, data) });
        at2 = data.end;
      }
    } else track(text2, token, piece);
  }
  close();
  return { sql: applyEdits(text2, edits), pieces, comments, placeholders, burden };
}
function openPiece() {
  return {
    start: -1,
    end: -1,
    commas: [],
    parentheses: 0,
    brackets: 0,
    deepest: 0,
    deepening: 0,
    words: [],
    atomic: 0,
    copyFromStdin: false
  };
}
function extend(piece, span) {
  if (piece.start < 0) piece.start = span.start;
  piece.end = span.end;
}
function track(text2, token, piece) {
  extend(piece, token);
  if (token.kind === "operator") piece.deepening += token.end - token.start;
  else if (token.kind === "word") trackWord(text2.slice(token.start, token.end).toLowerCase(), piece);
  else if (token.kind === "punctuation") trackPunctuation(text2.charAt(token.start), token.start, piece);
}
function trackWord(word, piece) {
  if (DEEPENING_WORDS.has(word)) piece.deepening += 1;
  const words4 = piece.words;
  const previous = words4[words4.length - 1];
  if (word === "atomic" && previous === "begin" && words4[0] === "create") piece.atomic = 1;
  else if (piece.atomic > 0 && word === "case") piece.atomic += 1;
  else if (piece.atomic > 0 && word === "end") piece.atomic -= 1;
  if (word === "stdin" && previous === "from" && words4[0] === "copy") piece.copyFromStdin = true;
  if (words4.length < 2) words4.push(word);
  else words4[1] = word;
}
function trackPunctuation(character, at2, piece) {
  if (character === "(") piece.parentheses += 1;
  else if (character === ")") piece.parentheses = Math.max(0, piece.parentheses - 1);
  else if (character === "[") piece.brackets += 1;
  else if (character === "]") piece.brackets = Math.max(0, piece.brackets - 1);
  else if (character === ":" || character === ".") piece.deepening += 1;
  else if (character === "," && piece.parentheses === 0) piece.commas.push(at2);
  piece.deepest = Math.max(piece.deepest, piece.parentheses + piece.brackets);
}
function endsStatement(text2, token, piece) {
  return token.kind === "punctuation" && text2.charAt(token.start) === ";" && piece.parentheses === 0 && piece.atomic === 0;
}
function isBatchSeparator(text2, token) {
  if (token.kind !== "word" || token.end - token.start !== 2) return false;
  if (text2.slice(token.start, token.end).toUpperCase() !== "GO") return false;
  return startsLine(text2, token.start) && text2.slice(token.end, endOfLine(text2, token.end)).trim() === "";
}
function startsLine(text2, at2) {
  let before = at2 - 1;
  while (before >= 0 && (text2.charAt(before) === " " || text2.charAt(before) === "	")) before -= 1;
  return before < 0 || text2.charAt(before) === "\n" || text2.charAt(before) === "\r";
}
function copyData(text2, after) {
  const start = endOfLine(text2, after);
  let at2 = start;
  while (at2 < text2.length) {
    const lineStart = at2;
    at2 = endOfLine(text2, at2 + 1);
    if (text2.slice(lineStart, at2).trim() === "\\.") return { start, end: at2 };
  }
  return { start, end: text2.length };
}
function placeholderAt(text2, at2, brackets) {
  const two = text2.slice(at2, at2 + 2);
  if (two === "${") return until(text2, at2, "}");
  if (two === "{{") return until(text2, at2, "}}");
  if (text2.charAt(at2) !== ":" || brackets > 0 || text2.charAt(at2 - 1) === ":") return null;
  const match = /^:(?:[A-Za-z_][A-Za-z0-9_]*|'[A-Za-z0-9_]+'|"[A-Za-z0-9_]+")/.exec(text2.slice(at2, at2 + 80));
  if (match === null) return null;
  return { start: at2, end: at2 + match[0].length, original: match[0] };
}
function until(text2, start, closing) {
  const found2 = text2.slice(start, start + 200).indexOf(closing);
  if (found2 < 0) return null;
  const end = start + found2 + closing.length;
  const original = text2.slice(start, end);
  return /[\r\n]/.test(original) ? null : { start, end, original };
}
function standIn(placeholder, index) {
  const length = placeholder.end - placeholder.start;
  const id = String.fromCharCode(FIRST_PLACEHOLDER + index);
  const quote = placeholder.original.charAt(1);
  if (placeholder.original.startsWith(":") && (quote === "'" || quote === '"')) {
    return quote + PLACEHOLDER_MARK + id.padEnd(length - 3, PLACEHOLDER_MARK) + quote;
  }
  return PLACEHOLDER_MARK + id.padEnd(length - 1, PLACEHOLDER_MARK);
}
function restorePlaceholders(name, placeholders) {
  if (!name.includes(PLACEHOLDER_MARK)) return name;
  return name.replace(/\uE000([\uE100-\uF8FF])\uE000*/g, (whole, id) => {
    return placeholders[id.charCodeAt(0) - FIRST_PLACEHOLDER]?.original ?? whole;
  });
}
function blank(text2, span) {
  return text2.slice(span.start, span.end).replace(/[^\r\n]/g, " ");
}
function applyEdits(text2, edits) {
  if (edits.length === 0) return text2;
  const parts2 = [];
  let at2 = 0;
  for (const edit2 of edits) {
    parts2.push(text2.slice(at2, edit2.start), edit2.text);
    at2 = edit2.end;
  }
  parts2.push(text2.slice(at2));
  return parts2.join("");
}

// src/sql/parse.ts
async function loadParser() {
  await (0, import_libpg_query.loadModule)();
}
function parseSource(text2) {
  const source2 = prepareSource(text2);
  const { comments, placeholders } = source2;
  return { sql: source2.sql, pieces: parseWhole(source2) ?? parseEach(source2), comments, placeholders };
}
function parseFragment(sql2) {
  try {
    return nodesOf(sql2);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
function parsePlpgsql(statement) {
  try {
    return { ok: true, tree: (0, import_libpg_query.parsePlPgSQLSync)(statement) };
  } catch (error) {
    return { ok: false, why: refusal(error) };
  }
}
function parseWhole(source2) {
  if (source2.pieces.length === 0) return [];
  try {
    const result = (0, import_libpg_query.parseSync)(source2.sql);
    const toOffset = byteConverter(source2.sql);
    const stmts = result.stmts ?? [];
    if (stmts.length !== source2.pieces.length) return null;
    return stmts.map((raw, index) => {
      const cut2 = source2.pieces[index];
      if (cut2 === void 0 || cut2.start !== toOffset(raw.stmt_location ?? 0)) throw new DisagreementError();
      return readPiece(raw.stmt, source2.sql, cut2, index);
    });
  } catch (error) {
    if (isRefusal(error) || error instanceof DisagreementError) return null;
    throw error;
  }
}
var DisagreementError = class extends Error {
};
function parseEach(source2) {
  return source2.pieces.map((cut2, index) => {
    const sql2 = source2.sql.slice(cut2.start, cut2.end);
    try {
      const stmts = (0, import_libpg_query.parseSync)(sql2).stmts ?? [];
      if (stmts.length === 1) return readPiece(stmts[0]?.stmt, source2.sql, cut2, index);
      return unreadable(cut2, index, `the text holds ${stmts.length} statements where one was expected`);
    } catch (error) {
      return unreadable(cut2, index, refusal(error) + nearby(error, sql2));
    }
  });
}
function readPiece(stmt, sql2, cut2, index) {
  const node = stmt === void 0 ? null : statementNode(stmt);
  if (node === null) return unreadable(cut2, index, "the parser gave a statement of no known kind");
  const span = { start: cut2.start, end: cut2.end };
  const parts2 = node.tag === "AlterTableStmt" ? partsOf(sql2, cut2, node.body.cmds?.length ?? 1) : [span];
  return { readable: true, index, kind: commandTag(node), node, span, parts: parts2 };
}
function partsOf(sql2, cut2, count2) {
  if (count2 === 1 || cut2.commas.length !== count2 - 1) return [{ start: cut2.start, end: cut2.end }];
  const starts = [firstSubcommand(sql2, cut2), ...cut2.commas.map((comma) => comma + 1)];
  return starts.map((start, at2) => {
    const end = cut2.commas[at2] ?? cut2.end;
    const tokens = tokenize(sql2, start, end).filter((token) => !token.kind.endsWith("comment"));
    return { start: tokens[0]?.start ?? start, end: tokens.at(-1)?.end ?? end };
  });
}
var BEFORE_NAME = /* @__PURE__ */ new Set([
  "ALTER",
  "TABLE",
  "INDEX",
  "VIEW",
  "MATERIALIZED",
  "SEQUENCE",
  "FOREIGN",
  "TYPE",
  "IF",
  "EXISTS",
  "ONLY"
]);
function firstSubcommand(sql2, cut2) {
  const tokens = tokenize(sql2, cut2.start, cut2.commas[0] ?? cut2.end).filter((token) => !token.kind.endsWith("comment"));
  const words4 = tokens.map((token) => sql2.slice(token.start, token.end));
  let at2 = tokens.findIndex(
    (token, index) => token.kind === "quoted-name" || !BEFORE_NAME.has((words4[index] ?? "").toUpperCase())
  );
  while (words4[at2 + 1] === ".") at2 += 2;
  if (words4[at2 + 1] === "*") at2 += 1;
  return tokens[at2 + 1]?.start ?? cut2.start;
}
function unreadable(cut2, index, why) {
  return { readable: false, index, span: { start: cut2.start, end: cut2.end }, why };
}
function nodesOf(sql2) {
  if (sql2.trim() === "") return [];
  const nodes = [];
  for (const raw of (0, import_libpg_query.parseSync)(sql2).stmts ?? []) {
    const node = raw.stmt === void 0 ? null : statementNode(raw.stmt);
    if (node !== null) nodes.push(node);
  }
  return nodes;
}
function isRefusal(error) {
  if ((0, import_libpg_query.hasSqlDetails)(error)) return true;
  return error instanceof Error ? error.name !== "TypeError" && error.name !== "ReferenceError" : isExitStatus(error);
}
function isExitStatus(error) {
  return typeof error === "object" && error !== null && "status" in error;
}
function refusal(error) {
  if (!isRefusal(error)) throw error;
  const message = error instanceof Error ? error.message : "the parser ran out of memory";
  return message.length > 160 ? `${message.slice(0, 160)}…` : message;
}
function nearby(error, sql2) {
  if (!(0, import_libpg_query.hasSqlDetails)(error)) return "";
  const cursor = error.sqlDetails?.cursorPosition ?? 0;
  if (cursor <= 0) return "";
  const line = sql2.slice(0, offsetOfCodePoint(sql2, cursor)).split("\n").length;
  return line === 1 ? "" : ` (line ${line} of the statement)`;
}

// src/sql/plpgsql-body.ts
function readBlock(block) {
  const body = readAll(field(block, "body"));
  const handlers = list(field(field(field(block, "exceptions"), "PLpgSQL_exception_block"), "exc_list"));
  if (handlers.length === 0) return body;
  const caught = handlers.map((handler) => {
    return { kind: "branch", items: readAll(field(field(handler, "PLpgSQL_exception"), "action")) };
  });
  return [{ kind: "guarded", items: body }, ...caught];
}
function readAll(statements) {
  return list(statements).flatMap(readStatement);
}
function readStatement(statement) {
  if (typeof statement !== "object" || statement === null) return [];
  const entries = Object.entries(statement);
  const [entry] = entries;
  return entry === void 0 ? [] : READERS[entry[0]]?.(entry[1]) ?? [];
}
var READERS = {
  PLpgSQL_stmt_block: readBlock,
  PLpgSQL_stmt_execsql: (body) => readQuery(body, "sqlstmt"),
  PLpgSQL_stmt_perform: (body) => readQuery(body, "expr"),
  PLpgSQL_stmt_call: (body) => readQuery(body, "expr"),
  PLpgSQL_stmt_dynexecute: (body) => readDynamic(body, "query"),
  PLpgSQL_stmt_return_query: (body) => [...readQuery(body, "query"), ...readDynamic(body, "dynquery")],
  PLpgSQL_stmt_open: (body) => [...readQuery(body, "query"), ...readDynamic(body, "dynquery")],
  PLpgSQL_stmt_assign: (body) => readExpression(body, "expr", /^[^:=]*:?=/),
  PLpgSQL_stmt_return: (body) => readExpression(body, "expr"),
  PLpgSQL_stmt_loop: readLoop,
  PLpgSQL_stmt_while: (body) => [...readExpression(body, "cond"), ...readLoop(body)],
  PLpgSQL_stmt_fori: readLoop,
  PLpgSQL_stmt_foreach_a: readLoop,
  PLpgSQL_stmt_forc: readLoop,
  PLpgSQL_stmt_fors: (body) => [...readQuery(body, "query"), ...readLoop(body)],
  PLpgSQL_stmt_dynfors: (body) => [...readDynamic(body, "query"), ...readLoop(body)],
  PLpgSQL_stmt_if: readIf,
  PLpgSQL_stmt_case: readCase,
  PLpgSQL_stmt_commit: () => [{ kind: "commit" }],
  PLpgSQL_stmt_rollback: () => [{ kind: "rollback" }]
};
function readLoop(body) {
  return [{ kind: "loop", items: readAll(field(body, "body")) }];
}
function readIf(body) {
  const others = list(field(body, "elsif_list")).map((other) => field(other, "PLpgSQL_if_elsif"));
  const conditional = [
    { test: body, run: field(body, "then_body") },
    ...others.map((other) => ({ test: other, run: field(other, "stmts") }))
  ].filter(({ test }) => queryOf(test, "cond")?.trim().toLowerCase() !== "false");
  const tests = conditional.flatMap(({ test }) => readExpression(test, "cond"));
  const branches = [...conditional.map(({ run: run2 }) => run2), field(body, "else_body")];
  return [...tests, ...branches.map((branch) => ({ kind: "branch", items: readAll(branch) }))];
}
function readCase(body) {
  const branches = [field(body, "else_stmts")];
  for (const when of list(field(body, "case_when_list")))
    branches.push(field(field(when, "PLpgSQL_case_when"), "stmts"));
  return branches.map((branch) => ({ kind: "branch", items: readAll(branch) }));
}
function readQuery(statement, name) {
  const query2 = queryOf(statement, name);
  if (query2 === null) return [];
  return readSql(query2, lineOf(statement)) ?? [{ kind: "opaque" }];
}
function readExpression(statement, name, before = /^/) {
  const expression2 = queryOf(statement, name)?.replace(before, "") ?? "";
  if (!expression2.includes("(")) return [];
  return readSql(`SELECT ${expression2}`, lineOf(statement)) ?? [];
}
function readDynamic(statement, name) {
  const query2 = queryOf(statement, name);
  if (query2 === null) return [];
  const [select2] = parseFragment(`SELECT ${query2}`) ?? [];
  const [target] = select2?.tag === "SelectStmt" ? bodiesOf("ResTarget", select2.body.targetList) : [];
  const constant2 = bodyOf("A_Const", target?.val)?.sval?.sval;
  const statements = constant2 === void 0 ? null : readSql(constant2, lineOf(statement));
  return statements ?? [{ kind: "opaque" }];
}
function readSql(sql2, line) {
  const parsed = parseSource(sql2);
  const statements = parsed.pieces.flatMap((piece) => piece.readable ? [piece] : []);
  if (statements.length < parsed.pieces.length) return null;
  const source2 = { text: sql2, sql: parsed.sql };
  return statements.map((statement) => ({ kind: "statement", statement, source: source2, line }));
}
function queryOf(statement, name) {
  const query2 = field(field(field(statement, name), "PLpgSQL_expr"), "query");
  return typeof query2 === "string" ? query2 : null;
}
function lineOf(statement) {
  const line = field(statement, "lineno");
  return typeof line === "number" ? line : null;
}
function field(value, name) {
  if (typeof value !== "object" || value === null) return void 0;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
function list(value) {
  return Array.isArray(value) ? value : [];
}

// src/sql/plpgsql.ts
var read = /* @__PURE__ */ new WeakMap();
function routineOf(node, sql2) {
  if (node.tag !== "DoStmt" && node.tag !== "CreateFunctionStmt") return null;
  const known2 = read.get(node);
  if (known2 !== void 0) return known2;
  const routine = readRoutine(node, sql2);
  read.set(node, routine);
  return routine;
}
function readRoutine(node, sql2) {
  if (node.tag === "DoStmt") {
    const options2 = bodiesOf("DefElem", node.body.args);
    return readBody(languageOf(options2) ?? "plpgsql", options2, sql2);
  }
  const options = bodiesOf("DefElem", node.body.options);
  if (node.body.sql_body !== void 0) return { ok: true, items: statementsBelow(node.body.sql_body) };
  return readBody(languageOf(options) ?? "sql", options, sql2);
}
function readBody(language, options, sql2) {
  const as = options.find((option) => option.defname === "as");
  if (as === void 0) return { ok: false, why: "it has no body" };
  if (language === "sql") {
    const statements = readSql(bodyText(as.arg), null);
    return statements === null ? { ok: false, why: "its SQL body does not parse" } : { ok: true, items: statements };
  }
  if (language !== "plpgsql") return { ok: false, why: `a body in ${language} is not read` };
  const parsed = parsePlpgsql(sql2);
  if (!parsed.ok) return parsed;
  const [entry] = list(field(parsed.tree, "plpgsql_funcs"));
  const action = field(field(entry, "PLpgSQL_function"), "action");
  return { ok: true, items: readBlock(field(action, "PLpgSQL_stmt_block")) };
}
function languageOf(options) {
  const option = options.find((candidate) => candidate.defname === "language");
  return option === void 0 ? null : text(option.arg).toLowerCase();
}
function bodyText(arg) {
  return text(arg) || text(items(arg)[0]);
}
function statementsBelow(body) {
  const found2 = [];
  for (const item of [body, ...items(body)].flatMap((each) => [each, ...items(each)])) {
    const node = statementNode(item);
    if (node === null || node.tag === "ReturnStmt") continue;
    const span = { start: 0, end: 0 };
    const statement = { readable: true, index: 0, kind: commandTag(node), node, span, parts: [span] };
    found2.push({ kind: "statement", statement, source: { text: "", sql: "" }, line: null });
  }
  return found2;
}

// src/sql/routine.ts
function inside(item) {
  return item.kind === "loop" || item.kind === "branch" || item.kind === "guarded" ? item.items : null;
}

// src/sql/names.ts
var RESERVED = new Set(
  "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic when where window with authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose".split(" ")
);
var known = /* @__PURE__ */ new Map();
var MOST_KNOWN = 1e4;
function identifier(name) {
  const found2 = known.get(name);
  if (found2 !== void 0) return found2;
  const quoted = quotedIfNeeded(name);
  if (known.size < MOST_KNOWN) known.set(name, quoted);
  return quoted;
}
function quotedIfNeeded(name) {
  if (/^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/.test(name) && !RESERVED.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}
function literal2(value) {
  return `'${value.replaceAll("'", "''")}'`;
}
function relationName(schema, name) {
  return `${identifier(schema)}.${identifier(name)}`;
}
function splitName(relation) {
  const cut2 = relation.startsWith('"') ? closingQuote(relation) : relation.indexOf(".");
  return { schema: unquote(relation.slice(0, cut2)), name: unquote(relation.slice(cut2 + 1)) };
}
function shortName(relation) {
  return relation.startsWith("public.") ? relation.slice("public.".length) : relation;
}
function derivedName(relation, ...parts2) {
  const joined2 = [splitName(relation).name, ...parts2].join("_");
  return identifier(joined2.length > 63 ? joined2.slice(0, 63) : joined2);
}
function isTemporary(relation) {
  return relation?.relpersistence === "t";
}
function closingQuote(text2) {
  const match = /^"(?:[^"]|"")*"/.exec(text2);
  return match === null ? text2.indexOf(".") : match[0].length;
}
function unquote(part) {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}

// src/catalog/lookup.ts
var TEMPORARY_SCHEMA = "pg_temp";
function resolveRange(catalog, path, range) {
  return resolve(catalog, path, range?.schemaname ?? "", range?.relname ?? "");
}
function resolveParts(catalog, path, parts2) {
  return resolve(catalog, path, parts2.length > 1 ? parts2.at(-2) ?? "" : "", parts2.at(-1) ?? "");
}
function resolve(catalog, path, schema, name) {
  if (schema !== "") return relationName(schema, name);
  const temporary = relationName(TEMPORARY_SCHEMA, name);
  if (catalog.relations.has(temporary) || catalog.indexes.has(temporary)) return temporary;
  for (const candidate of path) {
    const full = relationName(candidate, name);
    if (catalog.relations.has(full) || catalog.indexes.has(full)) return full;
  }
  return relationName(path[0] ?? "public", name);
}
function findRelation(catalog, path, range) {
  return catalog.relations.get(resolveRange(catalog, path, range));
}
function findType(catalog, path, type) {
  if (type.name.includes(".")) return catalog.types.get(type.name);
  for (const schema of path) {
    const found2 = catalog.types.get(relationName(schema, type.name));
    if (found2 !== void 0) return found2;
  }
  return void 0;
}
function findRoutine(catalog, path, name) {
  if (name.length > 1) return catalog.routines.get(relationName(name.at(-2) ?? "", name.at(-1) ?? ""));
  for (const schema of path) {
    const found2 = catalog.routines.get(relationName(schema, name[0] ?? ""));
    if (found2 !== void 0) return found2;
  }
  return void 0;
}
function newName(path, parts2) {
  const schema = parts2.length > 1 ? parts2.at(-2) ?? "" : path[0] ?? "public";
  return relationName(schema, parts2.at(-1) ?? "");
}
function nameParts(node) {
  if (node === void 0) return [];
  if ("List" in node) return texts(node.List.items);
  if ("String" in node) return [node.String.sval ?? ""];
  if ("TypeName" in node) return texts(node.TypeName.names);
  if ("ObjectWithArgs" in node) return texts(node.ObjectWithArgs.objname);
  if ("RangeVar" in node)
    return [node.RangeVar.schemaname ?? "", node.RangeVar.relname ?? ""].filter((part) => part !== "");
  return [];
}

// src/catalog/types.ts
var ALIASES = {
  int: "int4",
  integer: "int4",
  bigint: "int8",
  smallint: "int2",
  decimal: "numeric"
};
var SERIALS = {
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
  smallserial: "int2",
  serial2: "int2"
};
var BUILT_IN = new Set(
  "bool bytea char name int8 int2 int4 text oid tid xid xid8 cid json jsonb jsonpath xml point lseg path box polygon line circle float4 float8 money macaddr macaddr8 inet cidr bpchar varchar date time timestamp timestamptz timetz interval bit varbit numeric uuid tsvector tsquery pg_lsn txid_snapshot pg_snapshot regproc regprocedure regoper regoperator regclass regcollation regtype regrole regnamespace regconfig regdictionary int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange aclitem refcursor".split(" ")
);
var FROM_EXTENSIONS = new Set(
  "citext hstore ltree lquery ltxtquery cube seg isbn isbn13 issn ean13 geometry geography box2d box3d raster vector halfvec sparsevec semver".split(
    " "
  )
);
var DISPLAY = {
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "character",
  varbit: "bit varying"
};
function typeRef(type) {
  const names = texts(type.names);
  const schema = names.length > 1 ? names.at(-2) ?? "" : "";
  const written2 = names.at(-1) ?? "";
  const builtIn = SERIALS[written2] ?? ALIASES[written2] ?? written2;
  const name = schema === "" || schema === "pg_catalog" ? builtIn : `${identifier(schema)}.${identifier(written2)}`;
  const modifiers = (type.typmods ?? []).map((modifier) => Number(constant(modifier) ?? Number.NaN));
  return { name, modifiers, array: (type.arrayBounds ?? []).length > 0 };
}
function serialName(type) {
  const names = texts(type.names);
  const written2 = names.at(-1) ?? "";
  return names.length === 1 && SERIALS[written2] !== void 0 ? written2 : null;
}
function isBuiltIn(type) {
  return BUILT_IN.has(type.name) || FROM_EXTENSIONS.has(type.name);
}
function typeWords(type) {
  const name = DISPLAY[type.name] ?? type.name;
  const shown = type.modifiers.filter((modifier) => modifier !== 32767);
  return `${name}${shown.length > 0 ? `(${shown.join(",")})` : ""}${type.array ? "[]" : ""}`;
}
function sameType(a, b) {
  return a.name === b.name && a.array === b.array && a.modifiers.join() === b.modifiers.join();
}

// src/catalog/apply-context.ts
function nameToMake(context, range) {
  const name = range?.relname ?? "";
  if (isTemporary(range)) return relationName(TEMPORARY_SCHEMA, name);
  return newName(context.path, range?.schemaname === void 0 ? [name] : [range.schemaname, name]);
}
function ensureRelation(catalog, context, range, kind = "table") {
  return ensureNamed(catalog, resolveRange(catalog, context.path, range), kind);
}
function ensureNamed(catalog, name, kind = "table") {
  const known2 = catalog.relations.get(name);
  if (known2 !== void 0) return { catalog, relation: known2 };
  const relation = newRelation(name, kind, 0, false);
  return { catalog: withRelation(catalog, relation), relation };
}
function edit(catalog, name, change2) {
  const before = catalog.relations.get(name);
  if (before === void 0) return catalog;
  const after = change2(before);
  return after === before ? catalog : withRelation(catalog, after);
}
function editColumn(catalog, tables2, name, change2) {
  let after = catalog;
  for (const table3 of tables2) {
    after = edit(after, table3, (relation) => {
      const column = relation.columns.get(name) ?? (relation.complete ? void 0 : blankColumn(name));
      if (column === void 0) return relation;
      return { ...relation, columns: relation.columns.set(name, change2(column)) };
    });
  }
  return after;
}
function blankColumn(name) {
  return {
    name,
    type: null,
    notNull: null,
    hasDefault: null,
    generated: null,
    computedFrom: [],
    calls: [],
    identity: false,
    sequence: null,
    set: 0
  };
}
function resolveType(catalog, context, type) {
  const written2 = typeRef(type);
  if (written2.name.includes(".")) return written2;
  for (const schema of context.path) {
    const name = relationName(schema, written2.name);
    if (catalog.types.has(name)) return { ...written2, name };
  }
  return written2;
}
function resolveObject(known2, context, parts2) {
  const name = parts2.at(-1) ?? "";
  if (parts2.length > 1) return relationName(parts2.at(-2) ?? "", name);
  const candidates = context.path.map((schema) => relationName(schema, name));
  return candidates.find((key) => known2.has(key)) ?? relationName(context.path[0] ?? "public", name);
}
function without2(list2, item) {
  return list2.includes(item) ? list2.filter((other) => other !== item) : list2;
}
function withItem(list2, item) {
  return list2.includes(item) ? list2 : [...list2, item];
}

// src/catalog/apply-names.ts
var LONGEST = 63;
function impliedRelationName(catalog, table3, columns, label) {
  const { schema, name } = splitName(table3);
  const addition = label === "pkey" ? null : columns.join("_");
  const ofConstraint3 = label === "pkey" || label === "key" || label === "excl";
  for (let pass = 0; ; pass += 1) {
    const candidate = objectName(
      name,
      addition,
      numbered(label, pass, () => catalog.indexes.size)
    );
    const full = relationName(schema, candidate);
    if (catalog.relations.has(full) || catalog.indexes.has(full)) continue;
    if (!ofConstraint3 || !constraintExists(catalog, table3, candidate)) return full;
  }
}
function impliedConstraintName(catalog, table3, columns, label) {
  const { name } = splitName(table3);
  const addition = columns.length === 0 ? null : columns.join("_");
  const taken2 = () => catalog.relations.get(table3)?.constraints.size ?? 0;
  for (let pass = 0; ; pass += 1) {
    const candidate = objectName(name, addition, numbered(label, pass, taken2));
    if (!constraintExists(catalog, table3, candidate)) return candidate;
  }
}
function numbered(label, pass, taken2) {
  if (pass === 0) return label;
  return `${label}${pass < 50 ? pass : pass + taken2()}`;
}
function objectName(first, second, label) {
  const room = LONGEST - label.length - 1 - (second === null ? 0 : 1);
  let firstBytes = byteLength(first);
  let secondBytes = second === null ? 0 : Math.min(byteLength(second), LONGEST);
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes -= 1;
    else secondBytes -= 1;
  }
  const parts2 = [clip(first, firstBytes), ...second === null ? [] : [clip(second, secondBytes)], label];
  return parts2.join("_");
}
function distinctNames(names) {
  const found2 = [];
  for (const name of names) {
    let candidate = name;
    for (let pass = 1; found2.includes(candidate); pass += 1)
      candidate = `${clip(name, LONGEST - String(pass).length)}${pass}`;
    found2.push(candidate);
  }
  return found2;
}
function constraintExists(catalog, table3, candidate) {
  if (catalog.relations.get(table3)?.constraints.has(candidate) === true) return true;
  const { schema } = splitName(table3);
  for (let cut2 = candidate.indexOf("_"); cut2 > 0; cut2 = candidate.indexOf("_", cut2 + 1)) {
    const owner = catalog.relations.get(relationName(schema, candidate.slice(0, cut2)));
    if (owner?.constraints.has(candidate) === true) return true;
  }
  return false;
}
var ASCII = /^[\x20-\x7e]*$/;
function byteLength(text2) {
  if (ASCII.test(text2)) return text2.length;
  let bytes = 0;
  for (const character of text2) bytes += byteWidth(character);
  return bytes;
}
function clip(text2, limit) {
  if (text2.length <= limit && ASCII.test(text2)) return text2;
  let bytes = 0;
  let kept = "";
  for (const character of text2) {
    bytes += byteWidth(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}
function byteWidth(character) {
  const point2 = character.codePointAt(0) ?? 0;
  if (point2 < 128) return 1;
  if (point2 < 2048) return 2;
  return point2 < 65536 ? 3 : 4;
}

// src/catalog/apply-not-null.ts
function addNotNull(catalog, tables2, column, wanted, context) {
  let after = catalog;
  for (const table3 of tables2) {
    const relation = after.relations.get(table3);
    if (relation === void 0 || relation.complete && !relation.columns.has(column)) continue;
    const existing2 = notNullOf(after, table3, column);
    const name = existing2?.name ?? wanted.name ?? impliedConstraintName(after, table3, [column], "not_null");
    const validated2 = wanted.validated || existing2?.validated === true;
    const { transaction: transaction2, set: set2 } = existing2 ?? context;
    after = withConstraint(after, table3, {
      kind: "not-null",
      name,
      columns: [column],
      validated: validated2,
      enforced: true,
      deferrable: false,
      inherited: wanted.apart !== true,
      transaction: transaction2,
      set: set2
    });
    if (validated2) after = editColumn(after, [table3], column, (before) => ({ ...before, notNull: true }));
    if (wanted.inherit) after = addNotNull(after, relation.children, column, { ...wanted, name }, context);
  }
  return after;
}
function dropNotNull(catalog, tables2, column) {
  let after = catalog;
  for (const table3 of tables2) {
    const existing2 = notNullOf(after, table3, column);
    if (existing2 !== void 0) {
      after = edit(after, table3, (relation) => ({
        ...relation,
        constraints: relation.constraints.delete(existing2.name)
      }));
    }
  }
  return editColumn(after, tables2, column, (before) => ({ ...before, notNull: false }));
}
function withConstraint(catalog, table3, constraint) {
  return edit(catalog, table3, (relation) => ({
    ...relation,
    constraints: relation.constraints.set(constraint.name, constraint)
  }));
}
function notNullOf(catalog, table3, column) {
  return catalog.relations.get(table3)?.constraints.find((constraint) => constraint.kind === "not-null" && constraint.columns.includes(column));
}

// src/catalog/apply-foreign-key.ts
function addForeignKey(catalog, table3, request, context) {
  const { node, columns, validated: validated2, enforced: enforced2, deferrable: deferrable2, deferred } = request;
  const { catalog: known2, relation: target } = ensureRelation(catalog, context, node.pktable);
  const written2 = texts(node.pk_attrs);
  const primary = target.constraints.find((constraint) => constraint.kind === "primary-key");
  return withForeignKey(known2, table3, {
    kind: "foreign-key",
    name: node.conname ?? impliedConstraintName(known2, table3, columns, "fkey"),
    columns,
    references: target.name,
    referencedColumns: written2.length > 0 ? written2 : primary?.columns ?? [],
    deferrable: deferrable2,
    deferred,
    enforced: enforced2,
    validated: validated2,
    transaction: context.transaction,
    set: context.set
  });
}
function withForeignKey(catalog, table3, key) {
  let after = withConstraint(catalog, table3, key);
  after = edit(after, key.references, (target) => {
    const referencedBy = withItem(target.referencedBy, table3);
    return referencedBy === target.referencedBy ? target : { ...target, referencedBy };
  });
  const relation = after.relations.get(table3);
  if (relation?.kind !== "partitioned table") return after;
  for (const child of relation.children) after = copyForeignKey(after, child, key);
  return after;
}
function copyForeignKey(catalog, table3, key) {
  const isThere2 = foreignKeysOf(catalog, table3).some(
    ({ key: own2 }) => own2.references === key.references && own2.columns.join() === key.columns.join()
  );
  if (isThere2) return catalog;
  const isTaken3 = catalog.relations.get(table3)?.constraints.has(key.name) === true;
  const name = isTaken3 ? impliedConstraintName(catalog, table3, key.columns, "fkey") : key.name;
  return withForeignKey(catalog, table3, { ...key, name });
}
function removeConstraints(catalog, table3, gone) {
  const targets2 = foreignKeysOf(catalog, table3).filter(({ key }) => gone(key));
  let after = edit(catalog, table3, (relation) => {
    const constraints = relation.constraints.filterNot(gone);
    return constraints.size === relation.constraints.size ? relation : { ...relation, constraints };
  });
  for (const { key } of targets2) {
    const isLeft = foreignKeysOf(after, table3).some((other) => other.key.references === key.references);
    if (isLeft) continue;
    after = edit(after, key.references, (target) => ({
      ...target,
      referencedBy: without2(target.referencedBy, table3)
    }));
  }
  return after;
}

// src/catalog/routine-reads.ts
function editReads(routines, change2) {
  if (!routines.some(takesSomething)) return routines;
  return routines.map((routine) => ({
    ...routine,
    overloads: routine.overloads.map(
      (one2) => one2.reads.length === 0 ? one2 : { ...one2, reads: one2.reads.map(change2) }
    )
  }));
}
function takesSomething({ overloads }) {
  return overloads.some(({ reads: reads2 }) => reads2.length > 0);
}
function routinesThatRead(catalog, takes) {
  const found2 = [];
  for (const [name, { overloads }] of catalog.routines) {
    const read2 = overloads.flatMap(({ reads: reads2 }) => reads2).find(takes);
    if (read2 !== void 0) found2.push({ kind: "function", relation: read2.relation, name });
  }
  return found2;
}

// src/catalog/apply-proof.ts
function provenColumns(expression2) {
  const found2 = /* @__PURE__ */ new Set();
  const pending = [expression2];
  for (let node = pending.pop(); node !== void 0; node = pending.pop()) {
    const column = provenColumn(node);
    if (column !== null) found2.add(column);
    const conjunction = bodyOf("BoolExpr", node);
    if (conjunction?.boolop === "AND_EXPR") for (const part of conjunction.args ?? []) pending.push(part);
  }
  return [...found2];
}
function columnsIn(expression2) {
  if (expression2 === void 0) return [];
  const names = findAll("ColumnRef", expression2).map((reference2) => text(reference2.fields?.at(-1)));
  return [...new Set(names.filter((name) => name !== ""))];
}
function provenColumn(node) {
  const test = bodyOf("NullTest", node);
  if (test?.nulltesttype === "IS_NOT_NULL") return columnOf(test.arg);
  const negation = bodyOf("BoolExpr", node);
  if (negation?.boolop === "NOT_EXPR") {
    const inner = bodyOf("NullTest", negation.args?.[0]);
    return inner?.nulltesttype === "IS_NULL" ? columnOf(inner.arg) : null;
  }
  const distinct = bodyOf("A_Expr", node);
  if (distinct?.kind !== "AEXPR_DISTINCT") return null;
  if (isNullConstant(distinct.rexpr)) return columnOf(distinct.lexpr);
  return isNullConstant(distinct.lexpr) ? columnOf(distinct.rexpr) : null;
}
function columnOf(node) {
  return text(bodyOf("ColumnRef", node)?.fields?.at(-1)) || null;
}

// src/catalog/apply-publication.ts
function createPublication(catalog, body, context) {
  const allTables = body.for_all_tables === true;
  const publication2 = { ...objectsOf(body.pubobjects, catalog, context), allTables, set: context.set };
  return withPublication(catalog, body.pubname ?? "", publication2);
}
function alterPublication(catalog, body, context) {
  const name = body.pubname ?? "";
  const before = catalog.publications.get(name) ?? { tables: [], schemas: [], allTables: false, set: 0 };
  const named3 = objectsOf(body.pubobjects, catalog, context);
  if (named3.tables.length === 0 && named3.schemas.length === 0) return catalog;
  if (body.action === "AP_SetObjects") return withPublication(catalog, name, { ...before, ...named3 });
  const others = before.tables.filter(({ relation }) => !named3.tables.some((one2) => one2.relation === relation));
  const otherSchemas = before.schemas.filter((schema) => !named3.schemas.includes(schema));
  const isDrop = body.action === "AP_DropObjects";
  return withPublication(catalog, name, {
    ...before,
    tables: isDrop ? others : [...others, ...named3.tables],
    schemas: isDrop ? otherSchemas : [...otherSchemas, ...named3.schemas]
  });
}
function dropPublication(catalog, name) {
  return catalog.publications.has(name) ? { ...catalog, publications: catalog.publications.delete(name) } : catalog;
}
function renamePublication(catalog, before, after) {
  const publication2 = catalog.publications.get(before);
  return publication2 === void 0 ? catalog : withPublication(dropPublication(catalog, before), after, publication2);
}
function editPublished(catalog, change2) {
  let after = catalog;
  for (const [name, publication2] of catalog.publications) {
    const tables2 = publication2.tables.map((table3) => change2(table3, name));
    if (tables2.every((table3, at2) => table3 === publication2.tables[at2])) continue;
    after = withPublication(after, name, { ...publication2, tables: tables2.filter((table3) => table3 !== null) });
  }
  return after;
}
function withPublication(catalog, name, publication2) {
  return { ...catalog, publications: catalog.publications.set(name, publication2) };
}
function objectsOf(objects, catalog, context) {
  const tables2 = [];
  const schemas = [];
  for (const { pubobjtype, name, pubtable } of bodiesOf("PublicationObjSpec", objects)) {
    if (pubtable !== void 0) {
      const relation = resolveRange(catalog, context.path, pubtable.relation);
      const columns = [.../* @__PURE__ */ new Set([...texts(pubtable.columns), ...columnsIn(pubtable.whereClause)])];
      tables2.push({ relation, columns });
    } else if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA") schemas.push(context.path[0] ?? "public");
    else if (name !== void 0) schemas.push(name);
  }
  return { tables: tables2, schemas };
}
function withSlot(catalog, { subname = "", options }) {
  const slot = bodiesOf("DefElem", options).find(({ defname }) => defname === "slot_name");
  if (slot === void 0 && catalog.subscriptions.has(subname)) return catalog;
  const hasSlot = slot === void 0 || text(slot.arg).toLowerCase() !== "none";
  return { ...catalog, subscriptions: catalog.subscriptions.set(subname, hasSlot) };
}

// src/catalog/apply-move.ts
function moveNames(catalog, names) {
  const swap = (name) => names.get(name) ?? name;
  const touched = touchedBy(catalog, names);
  const relations = catalog.relations.withMutations((all) => {
    for (const name of touched) if (names.has(name)) all.delete(name);
    for (const name of touched) {
      const relation = catalog.relations.get(name);
      if (relation !== void 0) all.set(swap(name), moved(relation, swap));
    }
  });
  const indexes = catalog.indexes.withMutations((all) => {
    const own2 = [...touched].flatMap((name) => catalog.relations.get(name)?.indexes ?? []);
    const affected = [.../* @__PURE__ */ new Set([...own2, ...names.keys()])];
    for (const name of affected) if (names.has(name)) all.delete(name);
    for (const name of affected) {
      const index = catalog.indexes.get(name);
      if (index !== void 0) all.set(swap(name), movedIndex(index, swap));
    }
  });
  const routines = editReads(
    catalog.routines,
    (read2) => names.has(read2.relation) ? { ...read2, relation: swap(read2.relation) } : read2
  );
  return editPublished(
    { ...catalog, relations, indexes, routines },
    (table3) => names.has(table3.relation) ? { ...table3, relation: swap(table3.relation) } : table3
  );
}
function touchedBy(catalog, names) {
  const touched = /* @__PURE__ */ new Set();
  for (const name of names.keys()) {
    const table3 = catalog.indexes.get(name)?.table;
    if (table3 !== void 0)
      for (const one2 of [table3, ...catalog.relations.get(table3)?.children ?? []]) touched.add(one2);
    const relation = catalog.relations.get(name);
    if (relation === void 0) continue;
    const parent = relation.partitionOf === null ? [] : [relation.partitionOf];
    const targets2 = foreignKeysOf(catalog, name).map(({ key }) => key.references);
    const owner = relation.ownedBy === null ? [] : [relation.ownedBy.table];
    const kin = [...relation.referencedBy, ...relation.children, ...parent, ...targets2, ...owner];
    for (const other of [name, ...kin, ...relation.readers, ...relation.sequences, ...taken(relation)])
      touched.add(other);
  }
  return touched;
}
function moved(relation, swap) {
  const swapAll = (list2) => [...new Set(list2.map(swap))];
  return {
    ...relation,
    name: swap(relation.name),
    indexes: swapAll(relation.indexes),
    referencedBy: swapAll(relation.referencedBy),
    children: swapAll(relation.children),
    partitionOf: relation.partitionOf === null ? null : swap(relation.partitionOf),
    readers: swapAll(relation.readers),
    sequences: swapAll(relation.sequences),
    ownedBy: relation.ownedBy === null ? null : { ...relation.ownedBy, table: swap(relation.ownedBy.table) },
    query: movedReads(relation.query, swap),
    policies: relation.policies.map((policy2) => ({ ...policy2, reads: movedReads(policy2.reads, swap) })),
    rules: relation.rules.map((rule120) => ({ ...rule120, reads: movedReads(rule120.reads, swap) })),
    columns: relation.columns.some(({ sequence }) => sequence !== null && swap(sequence) !== sequence) ? relation.columns.map((column) => movedColumn(column, swap)) : relation.columns,
    replicaIdentity: typeof relation.replicaIdentity === "string" ? relation.replicaIdentity : { index: swap(relation.replicaIdentity.index) },
    constraints: relation.constraints.map((constraint) => movedConstraint(constraint, swap))
  };
}
function movedIndex(index, swap) {
  const parent = index.parent === null ? null : swap(index.parent);
  return { ...index, name: swap(index.name), table: swap(index.table), parent };
}
function taken(relation) {
  const reads2 = [
    relation.query,
    ...relation.policies.map((one2) => one2.reads),
    ...relation.rules.map((one2) => one2.reads)
  ];
  const sequences = [...relation.columns.values()].flatMap(({ sequence }) => sequence ?? []);
  return [...reads2.flat().map((read2) => read2.relation), ...sequences];
}
function movedReads(reads2, swap) {
  return reads2.map((read2) => ({ ...read2, relation: swap(read2.relation) }));
}
function movedColumn(column, swap) {
  return column.sequence === null ? column : { ...column, sequence: swap(column.sequence) };
}
function movedConstraint(constraint, swap) {
  if (constraint.kind === "foreign-key") return { ...constraint, references: swap(constraint.references) };
  return "index" in constraint ? { ...constraint, index: swap(constraint.index) } : constraint;
}

// src/catalog/apply-target-name.ts
function implicitName(expression2) {
  return guess(expression2)?.name ?? null;
}
function guess(node) {
  if (node === void 0) return null;
  if ("TypeCast" in node) return ofTypeCast(node);
  if ("CaseExpr" in node) {
    const fallback = guess(node.CaseExpr.defresult);
    return fallback?.strong === true ? fallback : { name: "case", strong: false };
  }
  if ("CollateClause" in node) return guess(node.CollateClause.arg);
  if ("A_Indirection" in node) {
    const field2 = text(node.A_Indirection.indirection?.findLast((step) => "String" in step));
    return field2 === "" ? guess(node.A_Indirection.arg) : strong(field2);
  }
  const name = fixedName(node);
  return name === null ? null : strong(name);
}
function ofTypeCast(node) {
  const cast = bodyOf("TypeCast", node);
  const inner = guess(cast?.arg);
  if (inner?.strong === true) return inner;
  return { name: text(cast?.typeName?.names?.at(-1)), strong: false };
}
function fixedName(node) {
  if ("ColumnRef" in node) return text(node.ColumnRef.fields?.findLast((field2) => "String" in field2)) || null;
  if ("FuncCall" in node) return text(node.FuncCall.funcname?.at(-1)) || null;
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? "nullif" : null;
  if ("CoalesceExpr" in node) return "coalesce";
  if ("MinMaxExpr" in node) return node.MinMaxExpr.op === "IS_GREATEST" ? "greatest" : "least";
  if ("A_ArrayExpr" in node) return "array";
  if ("RowExpr" in node) return "row";
  if ("GroupingFunc" in node) return "grouping";
  if ("SubLink" in node) return ofSubLink(node);
  return null;
}
function ofSubLink(node) {
  const link = bodyOf("SubLink", node);
  if (link?.subLinkType === "EXISTS_SUBLINK") return "exists";
  if (link?.subLinkType === "ARRAY_SUBLINK") return "array";
  if (link?.subLinkType !== "EXPR_SUBLINK") return null;
  const [target] = bodiesOf("ResTarget", bodyOf("SelectStmt", link.subselect)?.targetList);
  return target?.name ?? implicitName(target?.val);
}
function strong(name) {
  return { name, strong: true };
}

// src/catalog/data/extensions.json
var extensions_default = {
  source: "CREATE and ALTER FUNCTION statements of contrib/*/*.sql in the PostgreSQL 18.6 source tree; worst volatility of each name; type and index support functions left out",
  volatile: "autoprewarm_dump_now autoprewarm_start_worker brin_metapage_info brin_page_items brin_page_type brin_revmap_data dblink dblink_build_sql_delete dblink_build_sql_insert dblink_build_sql_update dblink_cancel_query dblink_close dblink_connect dblink_connect_u dblink_current_query dblink_disconnect dblink_error_message dblink_exec dblink_fdw_validator dblink_get_connections dblink_get_notify dblink_get_pkey dblink_get_result dblink_is_busy dblink_open dblink_send_query dintdict_init dintdict_lexize dxsyn_init dxsyn_lexize file_fdw_validator fips_mode fsm_page_contents hash_bitmap_info hash_metapage_info hash_page_items hash_page_stats hash_page_type heap_force_freeze heap_force_kill heap_page_item_attrs heap_page_items heap_tuple_infomask_flags isn_weak normal_rand page_checksum page_header pg_buffercache_evict pg_buffercache_evict_all pg_buffercache_evict_relation pg_buffercache_numa_pages pg_buffercache_pages pg_buffercache_summary pg_buffercache_usage_counts pg_check_frozen pg_check_visible pg_freespace pg_get_logical_snapshot_info pg_get_logical_snapshot_meta pg_get_wal_block_info pg_get_wal_record_info pg_get_wal_records_info pg_get_wal_records_info_till_end_of_wal pg_get_wal_stats pg_get_wal_stats_till_end_of_wal pg_prewarm pg_relpages pg_stat_statements pg_stat_statements_info pg_stat_statements_reset pg_truncate_visibility_map pg_visibility pg_visibility_map pg_visibility_map_summary pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea pgrowlocks pgstatginindex pgstathashindex pgstatindex pgstattuple pgstattuple_approx postgres_fdw_disconnect postgres_fdw_disconnect_all postgres_fdw_get_connections postgres_fdw_validator set_limit ssl_cipher ssl_client_cert_present ssl_client_dn ssl_client_dn_field ssl_client_serial ssl_extension_info ssl_is_used ssl_issuer_dn ssl_issuer_field ssl_version system_rows system_time tuple_data_split unaccent_init unaccent_lexize uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 verify_heapam xslt_process",
  stable: "_int_contained_joinsel _int_contained_sel _int_contains_joinsel _int_contains_sel _int_matchsel _int_overlap_joinsel _int_overlap_sel citextrecv citextsend connectby crosstab crosstab2 crosstab3 crosstab4 show_limit similarity_op strict_word_similarity_commutator_op strict_word_similarity_op unaccent word_similarity_commutator_op word_similarity_op xml_valid xpath_table",
  immutable: "_int_contained _int_contains _int_different _int_inter _int_overlap _lt_q_regex _lt_q_rregex _ltq_extract_regex _ltq_regex _ltq_rregex _ltxtq_exec _ltxtq_extract_exec _ltxtq_rexec akeys armor avals bool_to_plperl bool_to_plperlu boolop btean13cmp btisbn13cmp btisbncmp btismn13cmp btismncmp btissn13cmp btissncmp btupccmp cash_dist citext citext_hash citext_hash_extended citext_larger citext_smaller citextin citextout crypt cube cube_contained cube_contains cube_coord cube_coord_llur cube_dim cube_enlarge cube_inter cube_is_point cube_ll_coord cube_overlap cube_size cube_subset cube_ur_coord daitch_mokotoff date_dist dearmor decrypt decrypt_iv defined delete difference digest distance_chebyshev distance_taxicab dmetaphone dmetaphone_alt each earth earth_box encrypt encrypt_iv exist exists_all exists_any fetchval float4_dist float8_dist hash_ltree hash_ltree_extended hashean13 hashisbn hashisbn13 hashismn hashismn13 hashissn hashissn13 hashupc hmac hs_concat hs_contained hs_contains hstore hstore_hash hstore_hash_extended hstore_subscript_handler hstore_to_array hstore_to_json hstore_to_json_loose hstore_to_jsonb hstore_to_jsonb_loose hstore_to_matrix hstore_to_plperl hstore_to_plperlu hstore_to_plpython3 hstore_version_diag icount idx index int2_dist int4_dist int8_dist intarray_del_elem intarray_push_array intarray_push_elem interval_dist intset intset_subtract intset_union_elem is_valid isbn isbn13 isdefined isexists ismn ismn13 isneq isnge isngt isnle isnlt isnne issn issn13 jsonb_to_plperl jsonb_to_plperlu jsonb_to_plpython3 latitude lca levenshtein levenshtein_less_equal ll_to_earth lo_oid longitude lt_q_regex lt_q_rregex ltq_regex ltq_rregex ltree2text ltreeparentsel ltxtq_exec ltxtq_rexec make_valid metaphone nlevel oid_dist pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea plperl_to_bool plperl_to_hstore plperl_to_jsonb plperlu_to_bool plperlu_to_hstore plperlu_to_jsonb plpython3_to_hstore plpython3_to_jsonb populate_record querytree rboolop regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table replace sec_to_gc seg_center seg_contained seg_contains seg_different seg_inter seg_left seg_lower seg_over_left seg_over_right seg_overlap seg_right seg_size seg_upper show_trgm similarity similarity_dist skeys slice slice_array sort sort_asc sort_desc soundex split_part strict_word_similarity strict_word_similarity_dist_commutator_op strict_word_similarity_dist_op strpos subarray subltree subpath svals tconvert text2ltree text_soundex texticlike texticnlike texticregexeq texticregexne time_dist translate ts_dist tstz_dist uniq upc uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500 word_similarity word_similarity_dist_commutator_op word_similarity_dist_op xml_encode_special_chars xpath_bool xpath_list xpath_nodeset xpath_number xpath_string"
};

// src/catalog/data/volatility.json
var volatility_default = {
  source: "generated by npm run generate; do not edit. PostgreSQL 18: SELECT string_agg(proname, ' ' ORDER BY proname) AS names, volatility FROM ( SELECT proname, CASE WHEN bool_or(provolatile = 'v') THEN 'volatile' WHEN bool_or(provolatile = 's') THEN 'stable' ELSE 'immutable' END AS volatility FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname ) AS worst GROUP BY volatility ORDER BY volatility",
  immutable: "abbrev abs aclcontains acldefault aclinsert aclitemeq aclremove acos acosd acosh any_in any_out any_value any_value_transfn anyarray_in anycompatible_in anycompatible_out anycompatiblearray_in anycompatiblenonarray_in anycompatiblenonarray_out anyelement_in anyelement_out anyenum_in anynonarray_in anynonarray_out area array_agg array_agg_array_combine array_agg_array_deserialize array_agg_array_finalfn array_agg_array_serialize array_agg_array_transfn array_agg_combine array_agg_deserialize array_agg_finalfn array_agg_serialize array_agg_transfn array_append array_append_support array_cat array_dims array_eq array_fill array_ge array_gt array_larger array_le array_length array_lower array_lt array_ndims array_ne array_position array_positions array_prepend array_prepend_support array_remove array_replace array_reverse array_smaller array_sort array_subscript_handler array_subscript_handler_support array_to_tsvector array_unnest_support array_upper arraycontained arraycontains arrayoverlap ascii asin asind asinh atan atan2 atan2d atand atanh avg big5_to_euc_tw big5_to_mic big5_to_utf8 bit bit_and bit_count bit_in bit_length bit_or bit_out bit_recv bit_send bit_xor bitand bitcat bitcmp biteq bitge bitgt bitle bitlt bitne bitnot bitor bitshiftleft bitshiftright bittypmodin bittypmodout bitxor bool bool_accum bool_accum_inv bool_alltrue bool_and bool_anytrue bool_or booland_statefunc booleq boolge boolgt boolin boolle boollt boolne boolor_statefunc boolout boolrecv boolsend bound_box box box_above box_above_eq box_add box_below box_below_eq box_center box_contain box_contain_pt box_contained box_distance box_div box_eq box_ge box_gt box_in box_intersect box_le box_left box_lt box_mul box_out box_overabove box_overbelow box_overlap box_overleft box_overright box_recv box_right box_same box_send box_sub bpchar bpchar_larger bpchar_pattern_ge bpchar_pattern_gt bpchar_pattern_le bpchar_pattern_lt bpchar_smaller bpchar_sortsupport bpcharcmp bpchareq bpcharge bpchargt bpchariclike bpcharicnlike bpcharicregexeq bpcharicregexne bpcharin bpcharle bpcharlike bpcharlt bpcharne bpcharnlike bpcharout bpcharregexeq bpcharregexne bpchartypmodin bpchartypmodout brin_bloom_add_value brin_bloom_consistent brin_bloom_opcinfo brin_bloom_options brin_bloom_summary_in brin_bloom_summary_out brin_bloom_union brin_inclusion_add_value brin_inclusion_consistent brin_inclusion_opcinfo brin_inclusion_union brin_minmax_add_value brin_minmax_consistent brin_minmax_multi_add_value brin_minmax_multi_consistent brin_minmax_multi_distance_date brin_minmax_multi_distance_float4 brin_minmax_multi_distance_float8 brin_minmax_multi_distance_inet brin_minmax_multi_distance_int2 brin_minmax_multi_distance_int4 brin_minmax_multi_distance_int8 brin_minmax_multi_distance_interval brin_minmax_multi_distance_macaddr brin_minmax_multi_distance_macaddr8 brin_minmax_multi_distance_numeric brin_minmax_multi_distance_pg_lsn brin_minmax_multi_distance_tid brin_minmax_multi_distance_time brin_minmax_multi_distance_timestamp brin_minmax_multi_distance_timetz brin_minmax_multi_distance_uuid brin_minmax_multi_opcinfo brin_minmax_multi_options brin_minmax_multi_summary_in brin_minmax_multi_summary_out brin_minmax_multi_union brin_minmax_opcinfo brin_minmax_union broadcast btarraycmp btboolcmp btboolskipsupport btbpchar_pattern_cmp btbpchar_pattern_sortsupport btcharcmp btcharskipsupport btequalimage btfloat48cmp btfloat4cmp btfloat4sortsupport btfloat84cmp btfloat8cmp btfloat8sortsupport btint24cmp btint28cmp btint2cmp btint2skipsupport btint2sortsupport btint42cmp btint48cmp btint4cmp btint4skipsupport btint4sortsupport btint82cmp btint84cmp btint8cmp btint8skipsupport btint8sortsupport btnamecmp btnamesortsupport btnametextcmp btoidcmp btoidskipsupport btoidsortsupport btoidvectorcmp btrecordcmp btrecordimagecmp btrim bttext_pattern_cmp bttext_pattern_sortsupport bttextcmp bttextnamecmp bttextsortsupport bttidcmp btvarstrequalimage bytea bytea_larger bytea_smaller bytea_sortsupport bytea_string_agg_finalfn bytea_string_agg_transfn byteacat byteacmp byteaeq byteage byteagt byteain byteale bytealike bytealt byteane byteanlike byteaout bytearecv byteasend cardinality casefold cash_cmp cash_div_cash cash_div_flt4 cash_div_flt8 cash_div_int2 cash_div_int4 cash_div_int8 cash_eq cash_ge cash_gt cash_le cash_lt cash_mi cash_mul_flt4 cash_mul_flt8 cash_mul_int2 cash_mul_int4 cash_mul_int8 cash_ne cash_pl cash_recv cash_send cash_words cashlarger cashsmaller cbrt ceil ceiling center char char_length character_length chareq charge chargt charin charle charlt charne charout charrecv charsend chr cideq cidin cidout cidr cidr_in cidr_out cidr_recv cidr_send cidrecv cidsend circle circle_above circle_add_pt circle_below circle_center circle_contain circle_contain_pt circle_contained circle_distance circle_div_pt circle_eq circle_ge circle_gt circle_in circle_le circle_left circle_lt circle_mul_pt circle_ne circle_out circle_overabove circle_overbelow circle_overlap circle_overleft circle_overright circle_recv circle_right circle_same circle_send circle_sub_pt close_ls close_lseg close_pb close_pl close_ps close_sb corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cstring_in cstring_out cume_dist cume_dist_final date_bin date_cmp date_cmp_timestamp date_eq date_eq_timestamp date_ge date_ge_timestamp date_gt date_gt_timestamp date_larger date_le date_le_timestamp date_lt date_lt_timestamp date_mi date_mi_interval date_mii date_ne date_ne_timestamp date_pl_interval date_pli date_recv date_send date_skipsupport date_smaller date_sortsupport datemultirange daterange daterange_canonical daterange_subdiff datetime_pl datetimetz_pl dcbrt decode degrees dense_rank dense_rank_final dexp diagonal diameter dispell_init dispell_lexize dist_bp dist_bs dist_cpoint dist_cpoly dist_lp dist_ls dist_pathp dist_pb dist_pc dist_pl dist_polyc dist_polyp dist_ppath dist_ppoly dist_ps dist_sb dist_sl dist_sp div dlog1 dlog10 dpow dround dsimple_init dsimple_lexize dsqrt dsynonym_init dsynonym_lexize dtrunc elem_contained_by_multirange elem_contained_by_range elem_contained_by_range_support encode enum_cmp enum_eq enum_ge enum_gt enum_larger enum_le enum_lt enum_ne enum_smaller erf erfc euc_cn_to_mic euc_cn_to_utf8 euc_jis_2004_to_shift_jis_2004 euc_jis_2004_to_utf8 euc_jp_to_mic euc_jp_to_sjis euc_jp_to_utf8 euc_kr_to_mic euc_kr_to_utf8 euc_tw_to_big5 euc_tw_to_mic euc_tw_to_utf8 event_trigger_in event_trigger_out every exp factorial family fdw_handler_in fdw_handler_out first_value float4 float48div float48eq float48ge float48gt float48le float48lt float48mi float48mul float48ne float48pl float4_accum float4abs float4div float4eq float4ge float4gt float4in float4larger float4le float4lt float4mi float4mul float4ne float4out float4pl float4recv float4send float4smaller float4um float4up float8 float84div float84eq float84ge float84gt float84le float84lt float84mi float84mul float84ne float84pl float8_accum float8_avg float8_combine float8_corr float8_covar_pop float8_covar_samp float8_regr_accum float8_regr_avgx float8_regr_avgy float8_regr_combine float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx float8_regr_sxy float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp float8abs float8div float8eq float8ge float8gt float8in float8larger float8le float8lt float8mi float8mul float8ne float8out float8pl float8recv float8send float8smaller float8um float8up floor flt4_mul_cash flt8_mul_cash gamma gb18030_to_utf8 gbk_to_utf8 gcd generate_series_int4_support generate_series_int8_support generate_series_numeric_support generate_series_timestamp_support generate_subscripts get_bit get_byte gin_cmp_prefix gin_cmp_tslexeme gin_compare_jsonb gin_consistent_jsonb gin_consistent_jsonb_path gin_extract_jsonb gin_extract_jsonb_path gin_extract_jsonb_query gin_extract_jsonb_query_path gin_extract_tsquery gin_extract_tsvector gin_triconsistent_jsonb gin_triconsistent_jsonb_path gin_tsquery_consistent gin_tsquery_triconsistent ginarrayconsistent ginarrayextract ginarraytriconsistent ginqueryarrayextract gist_box_consistent gist_box_distance gist_box_penalty gist_box_picksplit gist_box_same gist_box_union gist_circle_compress gist_circle_consistent gist_circle_distance gist_point_compress gist_point_consistent gist_point_distance gist_point_fetch gist_point_sortsupport gist_poly_compress gist_poly_consistent gist_poly_distance gist_translate_cmptype_common gtsquery_compress gtsquery_consistent gtsquery_penalty gtsquery_picksplit gtsquery_same gtsquery_union gtsvector_compress gtsvector_consistent gtsvector_decompress gtsvector_options gtsvector_penalty gtsvector_picksplit gtsvector_same gtsvector_union gtsvectorin gtsvectorout hash_aclitem hash_aclitem_extended hash_array hash_array_extended hash_multirange hash_multirange_extended hash_numeric hash_numeric_extended hash_range hash_range_extended hash_record hash_record_extended hashbool hashboolextended hashbpchar hashbpcharextended hashbytea hashbyteaextended hashchar hashcharextended hashcid hashcidextended hashdate hashdateextended hashenum hashenumextended hashfloat4 hashfloat4extended hashfloat8 hashfloat8extended hashinet hashinetextended hashint2 hashint2extended hashint4 hashint4extended hashint8 hashint8extended hashmacaddr hashmacaddr8 hashmacaddr8extended hashmacaddrextended hashname hashnameextended hashoid hashoidextended hashoidvector hashoidvectorextended hashtext hashtextextended hashtid hashtidextended hashvarlena hashvarlenaextended hashxid hashxid8 hashxid8extended hashxidextended height host hostmask icu_unicode_version index_am_handler_in index_am_handler_out inet_gist_compress inet_gist_consistent inet_gist_fetch inet_gist_penalty inet_gist_picksplit inet_gist_same inet_gist_union inet_in inet_merge inet_out inet_recv inet_same_family inet_send inet_spg_choose inet_spg_config inet_spg_inner_consistent inet_spg_leaf_consistent inet_spg_picksplit inetand inetmi inetmi_int8 inetnot inetor inetpl initcap int2 int24div int24eq int24ge int24gt int24le int24lt int24mi int24mul int24ne int24pl int28div int28eq int28ge int28gt int28le int28lt int28mi int28mul int28ne int28pl int2_accum int2_accum_inv int2_avg_accum int2_avg_accum_inv int2_mul_cash int2_sum int2abs int2and int2div int2eq int2ge int2gt int2in int2int4_sum int2larger int2le int2lt int2mi int2mod int2mul int2ne int2not int2or int2out int2pl int2recv int2send int2shl int2shr int2smaller int2um int2up int2vectorin int2vectorout int2vectorrecv int2vectorsend int2xor int4 int42div int42eq int42ge int42gt int42le int42lt int42mi int42mul int42ne int42pl int48div int48eq int48ge int48gt int48le int48lt int48mi int48mul int48ne int48pl int4_accum int4_accum_inv int4_avg_accum int4_avg_accum_inv int4_avg_combine int4_mul_cash int4_sum int4abs int4and int4div int4eq int4ge int4gt int4in int4inc int4larger int4le int4lt int4mi int4mod int4mul int4multirange int4ne int4not int4or int4out int4pl int4range int4range_canonical int4range_subdiff int4recv int4send int4shl int4shr int4smaller int4um int4up int4xor int8 int82div int82eq int82ge int82gt int82le int82lt int82mi int82mul int82ne int82pl int84div int84eq int84ge int84gt int84le int84lt int84mi int84mul int84ne int84pl int8_accum int8_accum_inv int8_avg int8_avg_accum int8_avg_accum_inv int8_avg_combine int8_avg_deserialize int8_avg_serialize int8_mul_cash int8_sum int8abs int8and int8dec int8dec_any int8div int8eq int8ge int8gt int8in int8inc int8inc_any int8inc_float8_float8 int8inc_support int8larger int8le int8lt int8mi int8mod int8mul int8multirange int8ne int8not int8or int8out int8pl int8pl_inet int8range int8range_canonical int8range_subdiff int8recv int8send int8shl int8shr int8smaller int8um int8up int8xor integer_pl_date inter_lb inter_sb inter_sl internal_in internal_out interval interval_avg interval_avg_accum interval_avg_accum_inv interval_avg_combine interval_avg_deserialize interval_avg_serialize interval_cmp interval_div interval_eq interval_ge interval_gt interval_hash interval_hash_extended interval_larger interval_le interval_lt interval_mi interval_mul interval_ne interval_pl interval_pl_date interval_pl_time interval_pl_timestamp interval_pl_timetz interval_recv interval_send interval_smaller interval_sum interval_support interval_um intervaltypmodin intervaltypmodout is_normalized isclosed isempty isfinite ishorizontal iso8859_1_to_utf8 iso8859_to_utf8 iso_to_koi8r iso_to_mic iso_to_win1251 iso_to_win866 isopen isparallel isperp isvertical johab_to_utf8 json_agg_finalfn json_array_element json_array_element_text json_array_elements json_array_elements_text json_array_length json_each json_each_text json_extract_path json_extract_path_text json_in json_object json_object_agg_finalfn json_object_field json_object_field_text json_object_keys json_out json_recv json_send json_strip_nulls json_typeof jsonb_array_element jsonb_array_element_text jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_cmp jsonb_concat jsonb_contained jsonb_contains jsonb_delete jsonb_delete_path jsonb_each jsonb_each_text jsonb_eq jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text jsonb_ge jsonb_gt jsonb_hash jsonb_hash_extended jsonb_in jsonb_insert jsonb_le jsonb_lt jsonb_ne jsonb_object jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict jsonb_object_field jsonb_object_field_text jsonb_object_keys jsonb_out jsonb_path_exists jsonb_path_exists_opr jsonb_path_match jsonb_path_match_opr jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_recv jsonb_send jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_subscript_handler jsonb_typeof jsonpath_in jsonpath_out jsonpath_recv jsonpath_send justify_days justify_hours justify_interval koi8r_to_iso koi8r_to_mic koi8r_to_utf8 koi8r_to_win1251 koi8r_to_win866 koi8u_to_utf8 lag language_handler_in language_handler_out last_value latin1_to_mic latin2_to_mic latin2_to_win1250 latin3_to_mic latin4_to_mic lcm lead left lgamma like like_escape line line_distance line_eq line_horizontal line_in line_interpt line_intersect line_out line_parallel line_perp line_recv line_send line_vertical ln log log10 lower lower_inc lower_inf lpad lseg lseg_center lseg_distance lseg_eq lseg_ge lseg_gt lseg_horizontal lseg_in lseg_interpt lseg_intersect lseg_le lseg_length lseg_lt lseg_ne lseg_out lseg_parallel lseg_perp lseg_recv lseg_send lseg_vertical ltrim macaddr macaddr8 macaddr8_and macaddr8_cmp macaddr8_eq macaddr8_ge macaddr8_gt macaddr8_in macaddr8_le macaddr8_lt macaddr8_ne macaddr8_not macaddr8_or macaddr8_out macaddr8_recv macaddr8_send macaddr8_set7bit macaddr_and macaddr_cmp macaddr_eq macaddr_ge macaddr_gt macaddr_in macaddr_le macaddr_lt macaddr_ne macaddr_not macaddr_or macaddr_out macaddr_recv macaddr_send macaddr_sortsupport make_date make_interval make_time make_timestamp makeaclitem masklen max md5 mic_to_big5 mic_to_euc_cn mic_to_euc_jp mic_to_euc_kr mic_to_euc_tw mic_to_iso mic_to_koi8r mic_to_latin1 mic_to_latin2 mic_to_latin3 mic_to_latin4 mic_to_sjis mic_to_win1250 mic_to_win1251 mic_to_win866 min min_scale mod mode mode_final mul_d_interval multirange multirange_adjacent_multirange multirange_adjacent_range multirange_after_multirange multirange_after_range multirange_agg_finalfn multirange_agg_transfn multirange_before_multirange multirange_before_range multirange_cmp multirange_contained_by_multirange multirange_contained_by_range multirange_contains_elem multirange_contains_multirange multirange_contains_range multirange_eq multirange_ge multirange_gist_compress multirange_gist_consistent multirange_gt multirange_intersect multirange_intersect_agg_transfn multirange_le multirange_lt multirange_minus multirange_ne multirange_overlaps_multirange multirange_overlaps_range multirange_overleft_multirange multirange_overleft_range multirange_overright_multirange multirange_overright_range multirange_union name nameconcatoid nameeq nameeqtext namege namegetext namegt namegttext nameiclike nameicnlike nameicregexeq nameicregexne namein namele nameletext namelike namelt namelttext namene namenetext namenlike nameout nameregexeq nameregexne netmask network network_cmp network_eq network_ge network_gt network_larger network_le network_lt network_ne network_overlap network_smaller network_sortsupport network_sub network_subeq network_subset_support network_sup network_supeq normalize notlike npoints nth_value ntile num_nonnulls num_nulls numeric_abs numeric_accum numeric_accum_inv numeric_add numeric_avg numeric_avg_accum numeric_avg_combine numeric_avg_deserialize numeric_avg_serialize numeric_cmp numeric_combine numeric_deserialize numeric_div numeric_div_trunc numeric_eq numeric_exp numeric_ge numeric_gt numeric_in numeric_inc numeric_larger numeric_le numeric_ln numeric_log numeric_lt numeric_mod numeric_mul numeric_ne numeric_out numeric_pl_pg_lsn numeric_poly_avg numeric_poly_combine numeric_poly_deserialize numeric_poly_serialize numeric_poly_stddev_pop numeric_poly_stddev_samp numeric_poly_sum numeric_poly_var_pop numeric_poly_var_samp numeric_power numeric_recv numeric_send numeric_serialize numeric_smaller numeric_sortsupport numeric_sqrt numeric_stddev_pop numeric_stddev_samp numeric_sub numeric_sum numeric_support numeric_uminus numeric_uplus numeric_var_pop numeric_var_samp numerictypmodin numerictypmodout nummultirange numnode numrange numrange_subdiff octet_length oid oideq oidge oidgt oidin oidlarger oidle oidlt oidne oidout oidrecv oidsend oidsmaller oidvectoreq oidvectorge oidvectorgt oidvectorin oidvectorle oidvectorlt oidvectorne oidvectorout oidvectorrecv oidvectorsend on_pb on_pl on_ppath on_ps on_sb on_sl ordered_set_transition ordered_set_transition_multi overlay parse_ident path path_add path_add_pt path_contain_pt path_distance path_div_pt path_in path_inter path_length path_mul_pt path_n_eq path_n_ge path_n_gt path_n_le path_n_lt path_npoints path_out path_recv path_send path_sub_pt pclose percent_rank percent_rank_final percentile_cont percentile_cont_float8_final percentile_cont_float8_multi_final percentile_cont_interval_final percentile_cont_interval_multi_final percentile_disc percentile_disc_final percentile_disc_multi_final pg_ddl_command_in pg_ddl_command_out pg_ddl_command_recv pg_ddl_command_send pg_dependencies_in pg_dependencies_out pg_encoding_max_length pg_indexam_progress_phasename pg_lsn pg_lsn_cmp pg_lsn_eq pg_lsn_ge pg_lsn_gt pg_lsn_hash pg_lsn_hash_extended pg_lsn_in pg_lsn_larger pg_lsn_le pg_lsn_lt pg_lsn_mi pg_lsn_mii pg_lsn_ne pg_lsn_out pg_lsn_pli pg_lsn_recv pg_lsn_send pg_lsn_smaller pg_mcv_list_in pg_mcv_list_out pg_ndistinct_in pg_ndistinct_out pg_node_tree_in pg_node_tree_out pg_partition_root pg_size_bytes pg_size_pretty pg_snapshot_in pg_snapshot_out pg_snapshot_recv pg_snapshot_send pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_visible_in_snapshot pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset pi point point_above point_add point_below point_distance point_div point_eq point_horiz point_in point_left point_mul point_ne point_out point_recv point_right point_send point_sub point_vert poly_above poly_below poly_center poly_contain poly_contain_pt poly_contained poly_distance poly_in poly_left poly_npoints poly_out poly_overabove poly_overbelow poly_overlap poly_overleft poly_overright poly_recv poly_right poly_same poly_send polygon popen position postgresql_fdw_validator pow power prsd_end prsd_headline prsd_lextype prsd_nexttoken prsd_start pt_contained_circle pt_contained_poly querytree quote_ident radians radius range_adjacent range_adjacent_multirange range_after range_after_multirange range_agg range_agg_finalfn range_agg_transfn range_before range_before_multirange range_cmp range_contained_by range_contained_by_multirange range_contains range_contains_elem range_contains_elem_support range_contains_multirange range_eq range_ge range_gist_consistent range_gist_penalty range_gist_picksplit range_gist_same range_gist_union range_gt range_intersect range_intersect_agg range_intersect_agg_transfn range_le range_lt range_merge range_minus range_ne range_overlaps range_overlaps_multirange range_overleft range_overleft_multirange range_overright range_overright_multirange range_sortsupport range_union rank rank_final raw_array_subscript_handler record_eq record_ge record_gt record_image_eq record_image_ge record_image_gt record_image_le record_image_lt record_image_ne record_larger record_le record_lt record_ne record_smaller regclassrecv regclasssend regcollationrecv regcollationsend regconfigrecv regconfigsend regdictionaryrecv regdictionarysend regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regnamespacerecv regnamespacesend regoperatorrecv regoperatorsend regoperrecv regopersend regprocedurerecv regproceduresend regprocrecv regprocsend regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy regrolerecv regrolesend regtyperecv regtypesend repeat replace reverse right round row_number rpad rtrim satisfies_hash_partition scale set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 shell_in shell_out shift_jis_2004_to_euc_jis_2004 shift_jis_2004_to_utf8 sign similar_escape similar_to_escape sin sind sinh sjis_to_euc_jp sjis_to_mic sjis_to_utf8 slope spg_bbox_quad_config spg_box_quad_choose spg_box_quad_config spg_box_quad_inner_consistent spg_box_quad_leaf_consistent spg_box_quad_picksplit spg_kd_choose spg_kd_config spg_kd_inner_consistent spg_kd_picksplit spg_poly_quad_compress spg_quad_choose spg_quad_config spg_quad_inner_consistent spg_quad_leaf_consistent spg_quad_picksplit spg_range_quad_choose spg_range_quad_config spg_range_quad_inner_consistent spg_range_quad_leaf_consistent spg_range_quad_picksplit spg_text_choose spg_text_config spg_text_inner_consistent spg_text_leaf_consistent spg_text_picksplit split_part sqrt starts_with stddev stddev_pop stddev_samp string_agg string_agg_combine string_agg_deserialize string_agg_finalfn string_agg_serialize string_agg_transfn string_to_array string_to_table strip strpos substr substring sum table_am_handler_in table_am_handler_out tan tand tanh text text_ge text_gt text_larger text_le text_lt text_pattern_ge text_pattern_gt text_pattern_le text_pattern_lt text_smaller text_starts_with_support textcat texteq texteqname textgename textgtname texticlike texticlike_support texticnlike texticregexeq texticregexeq_support texticregexne textin textlen textlename textlike textlike_support textltname textne textnename textnlike textout textregexeq textregexeq_support textregexne thesaurus_init thesaurus_lexize tideq tidge tidgt tidin tidlarger tidle tidlt tidne tidout tidrecv tidsend tidsmaller time_cmp time_eq time_ge time_gt time_hash time_hash_extended time_larger time_le time_lt time_mi_interval time_mi_time time_ne time_out time_pl_interval time_recv time_send time_smaller time_support timedate_pl timestamp_cmp timestamp_cmp_date timestamp_eq timestamp_eq_date timestamp_ge timestamp_ge_date timestamp_gt timestamp_gt_date timestamp_hash timestamp_hash_extended timestamp_larger timestamp_le timestamp_le_date timestamp_lt timestamp_lt_date timestamp_mi timestamp_mi_interval timestamp_ne timestamp_ne_date timestamp_pl_interval timestamp_recv timestamp_send timestamp_skipsupport timestamp_smaller timestamp_sortsupport timestamp_support timestamptypmodin timestamptypmodout timestamptz_cmp timestamptz_eq timestamptz_ge timestamptz_gt timestamptz_hash timestamptz_hash_extended timestamptz_larger timestamptz_le timestamptz_lt timestamptz_mi timestamptz_ne timestamptz_recv timestamptz_send timestamptz_smaller timestamptztypmodin timestamptztypmodout timetypmodin timetypmodout timetz_cmp timetz_eq timetz_ge timetz_gt timetz_hash timetz_hash_extended timetz_larger timetz_le timetz_lt timetz_mi_interval timetz_ne timetz_out timetz_pl_interval timetz_recv timetz_send timetz_smaller timetzdate_pl timetztypmodin timetztypmodout to_ascii to_bin to_hex to_oct translate trigger_in trigger_out trim_array trim_scale trunc ts_delete ts_filter ts_lexize ts_match_qv ts_match_vq ts_rank ts_rank_cd tsm_handler_in tsm_handler_out tsmultirange tsq_mcontained tsq_mcontains tsquery_and tsquery_cmp tsquery_eq tsquery_ge tsquery_gt tsquery_le tsquery_lt tsquery_ne tsquery_not tsquery_or tsquery_phrase tsqueryin tsqueryout tsqueryrecv tsquerysend tsrange tsrange_subdiff tstzmultirange tstzrange tstzrange_subdiff tsvector_cmp tsvector_concat tsvector_eq tsvector_ge tsvector_gt tsvector_le tsvector_lt tsvector_ne tsvector_to_array tsvectorin tsvectorout tsvectorrecv tsvectorsend txid_snapshot_in txid_snapshot_out txid_snapshot_recv txid_snapshot_send txid_snapshot_xip txid_snapshot_xmax txid_snapshot_xmin txid_visible_in_snapshot uhc_to_utf8 unicode_assigned unicode_version unistr unknownin unknownout unknownrecv unknownsend unnest upper upper_inc upper_inf utf8_to_big5 utf8_to_euc_cn utf8_to_euc_jis_2004 utf8_to_euc_jp utf8_to_euc_kr utf8_to_euc_tw utf8_to_gb18030 utf8_to_gbk utf8_to_iso8859 utf8_to_iso8859_1 utf8_to_johab utf8_to_koi8r utf8_to_koi8u utf8_to_shift_jis_2004 utf8_to_sjis utf8_to_uhc utf8_to_win uuid_cmp uuid_eq uuid_extract_timestamp uuid_extract_version uuid_ge uuid_gt uuid_hash uuid_hash_extended uuid_in uuid_le uuid_lt uuid_ne uuid_out uuid_recv uuid_send uuid_skipsupport uuid_sortsupport var_pop var_samp varbit varbit_in varbit_out varbit_recv varbit_send varbit_support varbitcmp varbiteq varbitge varbitgt varbitle varbitlt varbitne varbittypmodin varbittypmodout varchar varchar_support varcharin varcharout varchartypmodin varchartypmodout variance void_in void_out void_recv void_send width width_bucket win1250_to_latin2 win1250_to_mic win1251_to_iso win1251_to_koi8r win1251_to_mic win1251_to_win866 win866_to_iso win866_to_koi8r win866_to_mic win866_to_win1251 win_to_utf8 window_cume_dist_support window_dense_rank_support window_ntile_support window_percent_rank_support window_rank_support window_row_number_support xid xid8_larger xid8_smaller xid8cmp xid8eq xid8ge xid8gt xid8in xid8le xid8lt xid8ne xid8out xid8recv xid8send xideq xideqint4 xidin xidneq xidneqint4 xidout xidrecv xidsend xml_is_well_formed_content xml_is_well_formed_document xml_out xmlagg xmlcomment xmlconcat2 xmlexists xmltext xmlvalidate xpath xpath_exists",
  stable: "aclexplode aclitemin aclitemout age anyarray_out anyarray_recv anyarray_send anycompatiblearray_out anycompatiblearray_recv anycompatiblearray_send anycompatiblemultirange_in anycompatiblemultirange_out anycompatiblerange_in anycompatiblerange_out anyenum_out anymultirange_in anymultirange_out anyrange_in anyrange_out anytextcat areajoinsel areasel array_in array_out array_recv array_send array_to_json array_to_string array_typanalyze arraycontjoinsel arraycontsel bpcharrecv bpcharsend brin_bloom_summary_recv brin_bloom_summary_send brin_minmax_multi_summary_recv brin_minmax_multi_summary_send cash_in cash_out col_description concat concat_ws contjoinsel contsel convert convert_from convert_to cstring_recv cstring_send current_database current_schema current_schemas current_setting current_user database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date date_add date_cmp_timestamptz date_eq_timestamptz date_ge_timestamptz date_gt_timestamptz date_in date_le_timestamptz date_lt_timestamptz date_ne_timestamptz date_out date_part date_subtract date_trunc domain_in domain_recv enum_first enum_in enum_last enum_out enum_range enum_recv enum_send eqjoinsel eqsel extract fmgr_c_validator fmgr_internal_validator fmgr_sql_validator format format_type generate_series get_current_ts_config getdatabaseencoding getpgusername has_any_column_privilege has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_largeobject_privilege has_parameter_privilege has_schema_privilege has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege iclikejoinsel iclikesel icnlikejoinsel icnlikesel icregexeqjoinsel icregexeqsel icregexnejoinsel icregexnesel in_range inet_client_addr inet_client_port inet_server_addr inet_server_port interval_in interval_out interval_pl_timestamptz json_agg json_agg_strict json_agg_strict_transfn json_agg_transfn json_build_array json_build_object json_object_agg json_object_agg_strict json_object_agg_strict_transfn json_object_agg_transfn json_object_agg_unique json_object_agg_unique_strict json_object_agg_unique_strict_transfn json_object_agg_unique_transfn json_populate_record json_populate_recordset json_to_record json_to_recordset json_to_tsvector jsonb_agg jsonb_agg_finalfn jsonb_agg_strict jsonb_agg_strict_transfn jsonb_agg_transfn jsonb_build_array jsonb_build_object jsonb_object_agg_finalfn jsonb_object_agg_strict_transfn jsonb_object_agg_transfn jsonb_object_agg_unique_strict_transfn jsonb_object_agg_unique_transfn jsonb_path_exists_tz jsonb_path_match_tz jsonb_path_query_array_tz jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_record_valid jsonb_populate_recordset jsonb_to_record jsonb_to_recordset jsonb_to_tsvector length likejoinsel likesel make_timestamptz matchingjoinsel matchingsel money multirange_in multirange_out multirange_recv multirange_send multirange_typanalyze multirangesel mxid_age namerecv namesend neqjoinsel neqsel networkjoinsel networksel nlikejoinsel nlikesel now numeric obj_description oidvectortypes overlaps pg_available_extension_versions pg_available_extensions pg_backend_pid pg_basetype pg_char_to_encoding pg_client_encoding pg_collation_for pg_collation_is_visible pg_column_compression pg_column_is_updatable pg_column_size pg_column_toast_chunk_id pg_conf_load_time pg_config pg_conversion_is_visible pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned pg_cursor pg_dependencies_recv pg_dependencies_send pg_describe_object pg_encoding_to_char pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects pg_event_trigger_table_rewrite_oid pg_event_trigger_table_rewrite_reason pg_extension_update_paths pg_filenode_relation pg_function_is_visible pg_get_acl pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr pg_get_function_arg_default pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef pg_get_indexdef pg_get_keywords pg_get_object_address pg_get_partition_constraintdef pg_get_partkeydef pg_get_publication_tables pg_get_replica_identity_index pg_get_replication_slots pg_get_ruledef pg_get_serial_sequence pg_get_statisticsobjdef pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role pg_identify_object pg_identify_object_as_address pg_index_column_has_property pg_index_has_property pg_indexam_has_property pg_input_error_info pg_input_is_valid pg_is_other_temp_schema pg_listening_channels pg_mcv_list_items pg_mcv_list_recv pg_mcv_list_send pg_my_temp_schema pg_ndistinct_recv pg_ndistinct_send pg_node_tree_recv pg_node_tree_send pg_numa_available pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table pg_postmaster_start_time pg_prepared_statement pg_relation_filenode pg_relation_filepath pg_relation_is_publishable pg_relation_is_updatable pg_replication_origin_oid pg_sequence_parameters pg_settings_get_flags pg_show_all_settings pg_split_walfile_name pg_stat_get_activity pg_stat_get_analyze_count pg_stat_get_archiver pg_stat_get_autoanalyze_count pg_stat_get_autovacuum_count pg_stat_get_backend_activity pg_stat_get_backend_activity_start pg_stat_get_backend_client_addr pg_stat_get_backend_client_port pg_stat_get_backend_dbid pg_stat_get_backend_idset pg_stat_get_backend_pid pg_stat_get_backend_start pg_stat_get_backend_subxact pg_stat_get_backend_userid pg_stat_get_backend_wait_event pg_stat_get_backend_wait_event_type pg_stat_get_backend_xact_start pg_stat_get_bgwriter_buf_written_clean pg_stat_get_bgwriter_maxwritten_clean pg_stat_get_bgwriter_stat_reset_time pg_stat_get_blocks_fetched pg_stat_get_blocks_hit pg_stat_get_buf_alloc pg_stat_get_checkpointer_buffers_written pg_stat_get_checkpointer_num_performed pg_stat_get_checkpointer_num_requested pg_stat_get_checkpointer_num_timed pg_stat_get_checkpointer_restartpoints_performed pg_stat_get_checkpointer_restartpoints_requested pg_stat_get_checkpointer_restartpoints_timed pg_stat_get_checkpointer_slru_written pg_stat_get_checkpointer_stat_reset_time pg_stat_get_checkpointer_sync_time pg_stat_get_checkpointer_write_time pg_stat_get_db_active_time pg_stat_get_db_blk_read_time pg_stat_get_db_blk_write_time pg_stat_get_db_blocks_fetched pg_stat_get_db_blocks_hit pg_stat_get_db_checksum_failures pg_stat_get_db_checksum_last_failure pg_stat_get_db_conflict_all pg_stat_get_db_conflict_bufferpin pg_stat_get_db_conflict_lock pg_stat_get_db_conflict_logicalslot pg_stat_get_db_conflict_snapshot pg_stat_get_db_conflict_startup_deadlock pg_stat_get_db_conflict_tablespace pg_stat_get_db_deadlocks pg_stat_get_db_idle_in_transaction_time pg_stat_get_db_numbackends pg_stat_get_db_parallel_workers_launched pg_stat_get_db_parallel_workers_to_launch pg_stat_get_db_session_time pg_stat_get_db_sessions pg_stat_get_db_sessions_abandoned pg_stat_get_db_sessions_fatal pg_stat_get_db_sessions_killed pg_stat_get_db_stat_reset_time pg_stat_get_db_temp_bytes pg_stat_get_db_temp_files pg_stat_get_db_tuples_deleted pg_stat_get_db_tuples_fetched pg_stat_get_db_tuples_inserted pg_stat_get_db_tuples_returned pg_stat_get_db_tuples_updated pg_stat_get_db_xact_commit pg_stat_get_db_xact_rollback pg_stat_get_dead_tuples pg_stat_get_function_calls pg_stat_get_function_self_time pg_stat_get_function_total_time pg_stat_get_ins_since_vacuum pg_stat_get_last_analyze_time pg_stat_get_last_autoanalyze_time pg_stat_get_last_autovacuum_time pg_stat_get_last_vacuum_time pg_stat_get_lastscan pg_stat_get_live_tuples pg_stat_get_mod_since_analyze pg_stat_get_numscans pg_stat_get_progress_info pg_stat_get_replication_slot pg_stat_get_slru pg_stat_get_snapshot_timestamp pg_stat_get_subscription pg_stat_get_subscription_stats pg_stat_get_total_analyze_time pg_stat_get_total_autoanalyze_time pg_stat_get_total_autovacuum_time pg_stat_get_total_vacuum_time pg_stat_get_tuples_deleted pg_stat_get_tuples_fetched pg_stat_get_tuples_hot_updated pg_stat_get_tuples_inserted pg_stat_get_tuples_newpage_updated pg_stat_get_tuples_returned pg_stat_get_tuples_updated pg_stat_get_vacuum_count pg_stat_get_wal pg_stat_get_wal_receiver pg_stat_get_wal_senders pg_statistics_obj_is_visible pg_table_is_visible pg_tablespace_databases pg_tablespace_location pg_timezone_abbrevs_abbrevs pg_timezone_abbrevs_zone pg_timezone_names pg_trigger_depth pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_typeof phraseto_tsquery plainto_tsquery positionjoinsel positionsel prefixjoinsel prefixsel quote_literal quote_nullable range_in range_out range_recv range_send range_typanalyze rangesel record_in record_out record_recv record_send regclass regclassin regclassout regcollationin regcollationout regconfigin regconfigout regdictionaryin regdictionaryout regexeqjoinsel regexeqsel regexnejoinsel regexnesel regnamespacein regnamespaceout regoperatorin regoperatorout regoperin regoperout regprocedurein regprocedureout regprocin regprocout regrolein regroleout regtypein regtypeout row_security_active row_to_json scalargejoinsel scalargesel scalargtjoinsel scalargtsel scalarlejoinsel scalarlesel scalarltjoinsel scalarltsel schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema session_user shobj_description statement_timestamp system_user table_to_xml table_to_xml_and_xmlschema table_to_xmlschema textanycat textrecv textsend time time_in timestamp timestamp_cmp_timestamptz timestamp_eq_timestamptz timestamp_ge_timestamptz timestamp_gt_timestamptz timestamp_in timestamp_le_timestamptz timestamp_lt_timestamptz timestamp_ne_timestamptz timestamp_out timestamptz timestamptz_cmp_date timestamptz_cmp_timestamp timestamptz_eq_date timestamptz_eq_timestamp timestamptz_ge_date timestamptz_ge_timestamp timestamptz_gt_date timestamptz_gt_timestamp timestamptz_in timestamptz_le_date timestamptz_le_timestamp timestamptz_lt_date timestamptz_lt_timestamp timestamptz_mi_interval timestamptz_ne_date timestamptz_ne_timestamp timestamptz_out timestamptz_pl_interval timetz timetz_in timezone to_char to_date to_json to_jsonb to_number to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole to_regtype to_regtypemod to_timestamp to_tsquery to_tsvector transaction_timestamp ts_debug ts_headline ts_match_tq ts_match_tt ts_parse ts_token_type ts_typanalyze tsmatchjoinsel tsmatchsel txid_current txid_current_if_assigned txid_current_snapshot varcharrecv varcharsend version websearch_to_tsquery xml xml_in xml_is_well_formed xml_recv xml_send",
  volatile: "RI_FKey_cascade_del RI_FKey_cascade_upd RI_FKey_check_ins RI_FKey_check_upd RI_FKey_noaction_del RI_FKey_noaction_upd RI_FKey_restrict_del RI_FKey_restrict_upd RI_FKey_setdefault_del RI_FKey_setdefault_upd RI_FKey_setnull_del RI_FKey_setnull_upd amvalidate array_sample array_shuffle bernoulli binary_upgrade_add_sub_rel_state binary_upgrade_create_empty_extension binary_upgrade_logical_slot_has_caught_up binary_upgrade_replorigin_advance binary_upgrade_set_missing_value binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs brin_desummarize_range brin_summarize_new_values brin_summarize_range brinhandler bthandler clock_timestamp current_query currtid2 currval cursor_to_xml cursor_to_xmlschema dsnowball_init dsnowball_lexize gen_random_uuid gin_clean_pending_list ginhandler gisthandler hashhandler heap_tableam_handler lastval lo_close lo_creat lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink loread lowrite nextval pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_available_wal_summaries pg_backup_start pg_backup_stop pg_blocking_pids pg_cancel_backend pg_clear_attribute_stats pg_clear_relation_stats pg_collation_actual_version pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system pg_copy_logical_replication_slot pg_copy_physical_replication_slot pg_create_logical_replication_slot pg_create_physical_replication_slot pg_create_restore_point pg_current_logfile pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn pg_database_collation_actual_version pg_database_size pg_drop_replication_slot pg_export_snapshot pg_extension_config_dump pg_get_aios pg_get_backend_memory_contexts pg_get_loaded_modules pg_get_multixact_members pg_get_sequence_data pg_get_shmem_allocations pg_get_shmem_allocations_numa pg_get_wait_events pg_get_wal_replay_pause_state pg_get_wal_resource_managers pg_get_wal_summarizer_state pg_hba_file_rules pg_ident_file_mappings pg_import_system_collations pg_indexes_size pg_is_in_recovery pg_is_wal_replay_paused pg_isolation_test_session_is_blocked pg_jit_available pg_last_committed_xact pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_lock_status pg_log_backend_memory_contexts pg_log_standby_snapshot pg_logical_emit_message pg_logical_slot_get_binary_changes pg_logical_slot_get_changes pg_logical_slot_peek_binary_changes pg_logical_slot_peek_changes pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir pg_ls_replslotdir pg_ls_summariesdir pg_ls_tmpdir pg_ls_waldir pg_nextoid pg_notification_queue_usage pg_notify pg_partition_ancestors pg_partition_tree pg_prepared_xact pg_promote pg_read_binary_file pg_read_file pg_relation_size pg_reload_conf pg_replication_origin_advance pg_replication_origin_create pg_replication_origin_drop pg_replication_origin_progress pg_replication_origin_session_is_setup pg_replication_origin_session_progress pg_replication_origin_session_reset pg_replication_origin_session_setup pg_replication_origin_xact_reset pg_replication_origin_xact_setup pg_replication_slot_advance pg_restore_attribute_stats pg_restore_relation_stats pg_rotate_logfile pg_safe_snapshot_blocking_pids pg_sequence_last_value pg_show_all_file_settings pg_show_replication_origin_status pg_sleep pg_sleep_for pg_sleep_until pg_stat_clear_snapshot pg_stat_file pg_stat_force_next_flush pg_stat_get_backend_io pg_stat_get_backend_wal pg_stat_get_io pg_stat_get_recovery_prefetch pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit pg_stat_get_xact_function_calls pg_stat_get_xact_function_self_time pg_stat_get_xact_function_total_time pg_stat_get_xact_numscans pg_stat_get_xact_tuples_deleted pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated pg_stat_get_xact_tuples_inserted pg_stat_get_xact_tuples_newpage_updated pg_stat_get_xact_tuples_returned pg_stat_get_xact_tuples_updated pg_stat_have_stats pg_stat_reset pg_stat_reset_backend_stats pg_stat_reset_replication_slot pg_stat_reset_shared pg_stat_reset_single_function_counters pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stat_reset_subscription_stats pg_stop_making_pinned_objects pg_switch_wal pg_sync_replication_slots pg_table_size pg_tablespace_size pg_terminate_backend pg_total_relation_size pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_wal_replay_pause pg_wal_replay_resume pg_wal_summary_contents pg_xact_commit_timestamp pg_xact_commit_timestamp_origin pg_xact_status plpgsql_call_handler plpgsql_inline_handler plpgsql_validator query_to_xml query_to_xml_and_xmlschema query_to_xmlschema random random_normal set_config setseed setval spghandler suppress_redundant_updates_trigger system timeofday ts_rewrite ts_stat tsvector_update_trigger tsvector_update_trigger_column txid_status unique_key_recheck uuidv4 uuidv7"
};

// src/catalog/volatility.ts
function expressionVolatility(root, catalog, path) {
  let unknown = null;
  let volatile = null;
  walk(root, (tag, body) => {
    if (tag === "FuncCall") {
      const call = callOf(body);
      const found2 = functionVolatility(call, catalog, path, argumentsOf(body));
      if (found2 === "volatile") volatile ??= `${call.join(".")}()`;
      if (found2 === null) unknown ??= `${call.join(".")}()`;
    } else if (tag === "ColumnRef" && isPlaceholder(body)) unknown ??= "a placeholder";
  });
  if (volatile !== null) return { kind: "volatile", call: volatile };
  return unknown === null ? { kind: "steady" } : { kind: "unknown", call: unknown };
}
function functionVolatility(name, catalog, path, count2 = null) {
  const own2 = findRoutine(catalog, path, name);
  if (own2 !== void 0) return meantVolatility(own2, count2);
  const bare2 = name.at(-1) ?? "";
  const inCatalog = name.length === 1 || name[0] === "pg_catalog";
  return (inCatalog ? table().get(bare2) : null) ?? fromExtension(bare2);
}
function meantVolatility(routine, count2) {
  const meant = routine.overloads.filter(({ least, most }) => count2 !== null && least <= count2 && count2 <= most);
  const all = new Set(meant.map(({ volatility }) => volatility));
  if (all.size === 0) return routine.volatility;
  if (all.has("volatile")) return "volatile";
  return all.has("stable") ? "stable" : "immutable";
}
function argumentsOf(body) {
  const { args = [], func_variadic: variadic } = body;
  return variadic === true ? null : args.length;
}
function isBuiltInFunction(name) {
  return table().has(name);
}
function callOf(body) {
  const call = body;
  return texts(call.funcname);
}
function isPlaceholder(body) {
  const reference2 = body;
  return (reference2.fields ?? []).some((field2) => (bodyOf("String", field2)?.sval ?? "").includes(PLACEHOLDER_MARK));
}
function fromExtension(name) {
  return extensionTable().get(name) ?? null;
}
var cachedTable = null;
var cachedExtensions = null;
function table() {
  cachedTable ??= tableOf(volatility_default);
  return cachedTable;
}
function extensionTable() {
  cachedExtensions ??= tableOf(extensions_default);
  return cachedExtensions;
}
function tableOf(data) {
  const found2 = /* @__PURE__ */ new Map();
  for (const volatility of ["immutable", "stable", "volatile"]) {
    for (const name of data[volatility].split(" ")) found2.set(name, volatility);
  }
  return found2;
}

// src/catalog/calls.ts
function callsIn(expressions, catalog, path) {
  const found2 = /* @__PURE__ */ new Set();
  for (const expression2 of expressions) {
    walk(expression2, (tag, body) => {
      const key = tag === "FuncCall" ? keyOf(body, catalog, path) : null;
      if (key !== null) found2.add(key);
    });
  }
  return found2.size === 0 ? NONE : [...found2];
}
var NONE = [];
function keyOf(call, catalog, path) {
  const parts2 = texts(call.funcname);
  const name = parts2.at(-1) ?? "";
  if (parts2.length > 1) return parts2[0] === "pg_catalog" ? null : relationName(parts2.at(-2) ?? "", name);
  if (isBuiltInFunction(name)) return null;
  const candidates = path.map((schema) => relationName(schema, name));
  return candidates.find((key) => catalog.routines.has(key)) ?? relationName(path[0] ?? "public", name);
}
function sequenceIn(expression2, catalog, path) {
  const call = bodyOf("FuncCall", expression2);
  if (call === null || texts(call.funcname).at(-1) !== "nextval") return null;
  const argument = call.args?.[0];
  const cast = bodyOf("TypeCast", argument);
  if (cast !== null && texts(cast.typeName?.names).at(-1) !== "regclass") return null;
  const written2 = constant(cast?.arg ?? argument);
  return typeof written2 === "string" ? resolveParts(catalog, path, partsOf2(written2)) : null;
}
function partsOf2(written2) {
  const parts2 = written2.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  return parts2.map((part) => part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase());
}

// src/catalog/index-form.ts
var OF_CONSTRAINT = { method: "btree", partial: false, computed: false, calls: [] };
var AS_USUAL = { operatorClass: null, collation: null, reordered: false };
function shapeOf(body, catalog, context) {
  const keys = bodiesOf("IndexElem", body.indexParams);
  const included = bodiesOf("IndexElem", body.indexIncludingParams);
  const all = [...keys, ...included];
  const partial = body.whereClause !== void 0;
  const computed2 = partial || keys.some((key) => plainColumn(key) === null);
  const mentions = [...all.flatMap(mentionsOf), ...columnsIn(body.whereClause)];
  return {
    method: body.accessMethod ?? "btree",
    keys: keys.map(plainColumn),
    keyOptions: keys.map(optionOf),
    included: included.map(({ name = "" }) => name),
    mentions: [...new Set(mentions)],
    unique: body.unique === true,
    nullsNotDistinct: body.nulls_not_distinct === true,
    partial,
    computed: computed2,
    calls: computed2 ? callsIn([...keys.map(({ expr }) => expr), body.whereClause], catalog, context.path) : [],
    columnNames: distinctNames(all.map((element) => element.name ?? implicitName(element.expr) ?? "expr"))
  };
}
function keyShape(node, keys) {
  const included = texts(node.including);
  const mentions = [...keys, ...included];
  return {
    ...OF_CONSTRAINT,
    keys,
    keyOptions: keys.map(() => AS_USUAL),
    included,
    mentions,
    unique: true,
    nullsNotDistinct: node.nulls_not_distinct === true,
    columnNames: distinctNames(mentions)
  };
}
function exclusionShape(node, catalog, context) {
  const elements = (node.exclusions ?? []).flatMap((pair) => bodiesOf("IndexElem", items(pair)));
  const included = texts(node.including);
  const inExpressions = elements.flatMap((element) => element.name ?? columnsIn(element.expr));
  const names = elements.map((element) => element.name ?? implicitName(element.expr) ?? "expr");
  const partial = node.where_clause !== void 0;
  return {
    method: node.access_method ?? "btree",
    keys: elements.map((element) => element.name ?? null),
    keyOptions: elements.map(optionOf),
    included,
    mentions: [.../* @__PURE__ */ new Set([...inExpressions, ...included, ...columnsIn(node.where_clause)])],
    unique: false,
    nullsNotDistinct: false,
    partial,
    computed: partial || elements.some((element) => element.expr !== void 0),
    calls: callsIn([...elements.map(({ expr }) => expr), node.where_clause], catalog, context.path),
    columnNames: distinctNames([...names, ...included])
  };
}
function shapeAgain(index) {
  const names = index.computed ? index.keys.map((key) => key ?? "expr") : index.mentions;
  return { ...index, columnNames: distinctNames(names) };
}
function isLike(a, b) {
  const sameKeys = a.keys.length === b.keys.length && a.keys.every((key, at2) => key === b.keys[at2]);
  const sameKind = a.unique === b.unique && a.computed === b.computed && a.method === b.method;
  if (!sameKeys || !sameKind || a.nullsNotDistinct !== b.nullsNotDistinct) return false;
  return a.mentions.join() === b.mentions.join() && sortOf(a) === sortOf(b);
}
function sortOf({ keyOptions }) {
  return keyOptions.map(({ operatorClass, collation }) => `${operatorClass ?? ""}/${collation ?? ""}`).join();
}
function optionOf(element) {
  const { opclass, ordering, nulls_ordering: nulls } = element;
  const collation = element.collation ?? bodyOf("CollateClause", element.expr)?.collname;
  const descending = ordering === "SORTBY_DESC";
  const nullsMoved = nulls === (descending ? "SORTBY_NULLS_LAST" : "SORTBY_NULLS_FIRST");
  if (opclass === void 0 && collation === void 0 && !descending && !nullsMoved) return AS_USUAL;
  return {
    operatorClass: texts(opclass).at(-1) ?? null,
    collation: texts(collation).at(-1) ?? null,
    reordered: descending || nullsMoved
  };
}
function plainColumn(element) {
  if (element.name !== void 0) return element.name;
  const inner = bodyOf("CollateClause", element.expr)?.arg ?? element.expr;
  return text(bodyOf("ColumnRef", inner)?.fields?.at(-1)) || null;
}
function mentionsOf(element) {
  return element.name === void 0 ? columnsIn(element.expr) : [element.name];
}

// src/catalog/apply-index.ts
function createIndex(catalog, body, context) {
  const found2 = ensureRelation(catalog, context, body.relation);
  const table3 = found2.relation.name;
  const shape = shapeOf(body, catalog, context);
  const recurse = body.relation?.inh === true;
  const name = body.idxname === void 0 ? null : relationName(splitName(table3).schema, body.idxname);
  const isKnown = name !== null && (catalog.indexes.has(name) || catalog.relations.has(name));
  if (isKnown && (body.if_not_exists === true || context.guarded === true)) return catalog;
  return addIndex(found2.catalog, table3, shape, context, { recurse, name, parent: null });
}
function addIndex(catalog, table3, shape, context, making) {
  const name = making.name ?? impliedRelationName(catalog, table3, shape.columnNames, "idx");
  const { columnNames: _, ...form } = shape;
  const relation = catalog.relations.get(table3);
  const partitions = relation?.kind === "partitioned table" ? relation.children : [];
  const valid = making.recurse || partitions.length === 0;
  const { parent } = making;
  let after = withIndex(removeIndex(catalog, name), { ...form, name, table: table3, parent, valid, set: context.set });
  if (!making.recurse) return after;
  for (const child of partitions) after = addPart(after, child, name, shape, context);
  return after;
}
function copyIndexes(catalog, from2, to, context) {
  let after = catalog;
  for (const index of plainIndexes(catalog, from2)) after = addPart(after, to, index.name, shapeAgain(index), context);
  return after;
}
function copyIndexesApart(catalog, from2, to, context) {
  let after = catalog;
  const making = { recurse: true, name: null, parent: null };
  for (const index of plainIndexes(catalog, from2)) after = addIndex(after, to, shapeAgain(index), context, making);
  return after;
}
function addPart(catalog, table3, parent, shape, context) {
  const indexes = (catalog.relations.get(table3)?.indexes ?? []).flatMap((name) => catalog.indexes.get(name) ?? []);
  if (indexes.some((index) => index.parent === parent)) return catalog;
  const like = indexes.find((index) => index.parent === null && isLike(index, shape));
  if (like !== void 0) return withIndex(catalog, { ...like, parent });
  return addIndex(catalog, table3, shape, context, { recurse: true, name: null, parent });
}
function attachIndex(catalog, parent, part) {
  const index = catalog.indexes.get(part);
  return index === void 0 ? catalog : validated(withIndex(catalog, { ...index, parent }), parent);
}
function validated(catalog, name) {
  const index = catalog.indexes.get(name);
  if (index === void 0 || index.valid) return catalog;
  const partitions = catalog.relations.get(index.table)?.children ?? [];
  const isWhole = partitions.every(
    (table3) => catalog.relations.get(table3)?.indexes.some((own2) => isValidPart(catalog.indexes.get(own2), name))
  );
  if (!isWhole) return catalog;
  const after = withIndex(catalog, { ...index, valid: true });
  return index.parent === null ? after : validated(after, index.parent);
}
function isValidPart(index, parent) {
  return index?.parent === parent && index.valid;
}
function detachIndexes(catalog, table3) {
  let after = catalog;
  for (const name of catalog.relations.get(table3)?.indexes ?? []) {
    const index = after.indexes.get(name);
    if (index !== void 0 && index.parent !== null) after = withIndex(after, { ...index, parent: null });
  }
  return after;
}
function dropIndex(catalog, name) {
  const index = catalog.indexes.get(name);
  if (index === void 0) return catalog;
  let after = removeIndex(catalog, name);
  for (const child of catalog.relations.get(index.table)?.children ?? []) {
    for (const part of catalog.relations.get(child)?.indexes ?? [])
      if (after.indexes.get(part)?.parent === name) after = dropIndex(after, part);
  }
  return after;
}
function removeIndex(catalog, name) {
  const index = catalog.indexes.get(name);
  if (index === void 0) return catalog;
  const after = { ...catalog, indexes: catalog.indexes.delete(name) };
  return edit(after, index.table, (table3) => ({ ...table3, indexes: without2(table3.indexes, name) }));
}
function plainIndexes(catalog, name) {
  const table3 = catalog.relations.get(name);
  const owned = /* @__PURE__ */ new Set();
  for (const constraint of table3?.constraints.values() ?? []) if ("index" in constraint) owned.add(constraint.index);
  return (table3?.indexes ?? []).flatMap((index) => owned.has(index) ? [] : catalog.indexes.get(index) ?? []);
}

// src/catalog/apply-key.ts
var LABELS = { "primary-key": "pkey", unique: "key", exclusion: "excl" };
function addKey(catalog, table3, request, context) {
  const { node } = request;
  const kind = kindOf(node);
  if (node.indexname !== void 0) return adoptIndex(catalog, table3, kind, request, context);
  const shape = kind === "exclusion" ? exclusionShape(node, catalog, context) : keyShape(node, request.columns);
  const { deferrable: deferrable2 } = request;
  return withKey(catalog, table3, { kind, shape, name: node.conname ?? null, deferrable: deferrable2, parent: null }, context);
}
function copyKeys(catalog, from2, to, context, apart = false) {
  let after = catalog;
  for (const constraint of catalog.relations.get(from2)?.constraints.values() ?? []) {
    if (!("index" in constraint)) continue;
    const index = catalog.indexes.get(constraint.index);
    if (index === void 0) continue;
    const { kind, deferrable: deferrable2 } = constraint;
    const key = { kind, shape: shapeAgain(index), name: null, deferrable: deferrable2, parent: apart ? null : index.name };
    after = copyKey(after, to, key, context);
  }
  return after;
}
function copyKey(catalog, table3, key, context) {
  const columns = columnsOf(key.shape).join();
  const own2 = catalog.relations.get(table3)?.constraints.find((one2) => one2.kind === key.kind && one2.columns.join() === columns);
  const index = own2 !== void 0 && "index" in own2 ? catalog.indexes.get(own2.index) : void 0;
  if (own2 === void 0) return withKey(catalog, table3, { ...key, name: null }, context);
  return index === void 0 ? catalog : withIndex(catalog, { ...index, parent: key.parent });
}
function withKey(catalog, table3, key, context) {
  const { kind, shape } = key;
  const columns = columnsOf(shape);
  let after = kind === "primary-key" ? requireNotNull(catalog, table3, columns, context) : catalog;
  const index = key.name === null ? impliedRelationName(after, table3, shape.columnNames, LABELS[kind]) : relationName(splitName(table3).schema, key.name);
  const { columnNames: _, ...form } = shape;
  const { deferrable: deferrable2, parent } = key;
  after = removeIndex(after, index);
  after = withIndex(after, { ...form, name: index, table: table3, parent, valid: true, set: context.set });
  after = withConstraint(after, table3, constraintOf({ kind, deferrable: deferrable2 }, index, columns, context));
  const relation = after.relations.get(table3);
  if (relation?.kind !== "partitioned table") return after;
  for (const child of relation.children) after = copyKey(after, child, { ...key, parent: index }, context);
  return after;
}
function adoptIndex(catalog, table3, kind, { node, deferrable: deferrable2 }, context) {
  const { schema } = splitName(table3);
  const before = relationName(schema, node.indexname ?? "");
  const after = relationName(schema, node.conname ?? node.indexname ?? "");
  const columns = columnsOf(catalog.indexes.get(before) ?? { keys: [] });
  const required = kind === "primary-key" ? requireNotNull(catalog, table3, columns, context) : catalog;
  const renamed = before === after ? required : moveNames(required, /* @__PURE__ */ new Map([[before, after]]));
  return withConstraint(renamed, table3, constraintOf({ kind, deferrable: deferrable2 }, after, columns, context));
}
function constraintOf({ kind, deferrable: deferrable2 }, index, columns, context) {
  const { transaction: transaction2, set: set2 } = context;
  const name = splitName(index).name;
  return { kind, name, columns, index, validated: true, enforced: true, deferrable: deferrable2, transaction: transaction2, set: set2 };
}
function requireNotNull(catalog, table3, columns, context) {
  let after = catalog;
  for (const column of columns) {
    after = addNotNull(after, [table3], column, { name: null, validated: true, inherit: true }, context);
  }
  return after;
}
function kindOf(node) {
  if (node.contype === "CONSTR_PRIMARY") return "primary-key";
  return node.contype === "CONSTR_UNIQUE" ? "unique" : "exclusion";
}
function columnsOf(shape) {
  return shape.keys.filter((column) => column !== null);
}

// src/catalog/apply-constraint.ts
function addConstraint(catalog, table3, request, context) {
  const { node, columns, validated: validated2 } = request;
  const isKnown = node.conname !== void 0 && hasConstraint(catalog, table3, node.conname);
  if (isKnown && context.guarded === true) return catalog;
  switch (node.contype) {
    case "CONSTR_NOTNULL": {
      const apart = node.is_no_inherit === true;
      const wanted = { name: node.conname ?? null, validated: validated2, inherit: !apart, apart };
      return addNotNull(catalog, [table3], columns[0] ?? "", wanted, context);
    }
    case "CONSTR_CHECK":
      return addCheck(catalog, table3, request, context);
    case "CONSTR_FOREIGN":
      return addForeignKey(catalog, table3, request, context);
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      return addKey(catalog, table3, request, context);
    default:
      return catalog;
  }
}
function addCheck(catalog, table3, request, context) {
  const { node } = request;
  const columns = columnsIn(node.raw_expr);
  const name = node.conname ?? impliedConstraintName(catalog, table3, columns.length === 1 ? columns : [], "check");
  let after = withConstraint(catalog, table3, {
    kind: "check",
    name,
    columns,
    proves: request.enforced ? provenColumns(node.raw_expr) : [],
    expression: node.raw_expr ?? null,
    calls: callsIn([node.raw_expr], catalog, context.path),
    inherited: node.is_no_inherit !== true,
    enforced: request.enforced,
    deferrable: false,
    validated: request.validated,
    transaction: context.transaction,
    set: context.set
  });
  if (node.is_no_inherit === true) return after;
  for (const child of catalog.relations.get(table3)?.children ?? []) {
    if (hasConstraint(after, child, name)) continue;
    after = addCheck(after, child, { ...request, node: { ...node, conname: name } }, context);
  }
  return after;
}
function hasConstraint(catalog, table3, name) {
  return catalog.relations.get(table3)?.constraints.has(name) === true;
}

// src/catalog/apply-reads.ts
function linkReads(catalog, reader, reads2) {
  let after = catalog;
  for (const { relation } of reads2) if (relation !== reader) after = linkReader(after, reader, relation);
  return after;
}
function linkReader(catalog, reader, relation, kind = "table") {
  return edit(ensureNamed(catalog, relation, kind).catalog, relation, (before) => {
    const readers = withItem(before.readers, reader);
    return readers === before.readers ? before : { ...before, readers };
  });
}

// src/catalog/apply-request.ts
function tableRequest(node, onNewTable2) {
  const enforced2 = !canBeOff(node) || node.is_enforced === true;
  const validated2 = enforced2 && (onNewTable2 || node.skip_validation !== true);
  const columns = texts(node.contype === "CONSTR_FOREIGN" ? node.fk_attrs : node.keys);
  const deferred = node.initdeferred === true;
  return { node, columns, enforced: enforced2, deferrable: deferred || node.deferrable === true, deferred, validated: validated2 };
}
var PLAIN = { enforced: true, deferrable: false, deferred: false, validated: true };
function columnRequests(column) {
  const found2 = [];
  const name = column.colname ?? "";
  for (const node of bodiesOf("Constraint", column.constraints)) {
    const before = found2.pop();
    if (before !== void 0) found2.push(withAttribute(before, node));
    if (RANK.has(node.contype ?? "")) found2.push({ ...PLAIN, node, columns: [name] });
  }
  const isStated = found2.some(({ node }) => node.contype === "CONSTR_NOTNULL");
  if (!isStated && impliesNotNull(column)) {
    found2.push({ ...PLAIN, node: { contype: "CONSTR_NOTNULL" }, columns: [name] });
  }
  return inOrder(found2);
}
function inOrder(requests) {
  const rank = ({ node }) => RANK.get(node.contype ?? "") ?? 0;
  return [...requests].sort((a, b) => rank(a) - rank(b));
}
var RANK = /* @__PURE__ */ new Map([
  ["CONSTR_CHECK", 0],
  ["CONSTR_NOTNULL", 1],
  ["CONSTR_PRIMARY", 2],
  ["CONSTR_UNIQUE", 3],
  ["CONSTR_EXCLUSION", 3],
  ["CONSTR_FOREIGN", 4]
]);
function withAttribute(request, attribute) {
  switch (attribute.contype) {
    case "CONSTR_ATTR_NOT_ENFORCED":
      return { ...request, enforced: false, validated: false };
    case "CONSTR_ATTR_DEFERRABLE":
      return { ...request, deferrable: true };
    case "CONSTR_ATTR_DEFERRED":
      return { ...request, deferrable: true, deferred: true };
    default:
      return request;
  }
}
function impliesNotNull(column) {
  if (column.typeName !== void 0 && serialName(column.typeName) !== null) return true;
  return bodiesOf("Constraint", column.constraints).some(({ contype }) => contype === "CONSTR_IDENTITY");
}
function canBeOff(node) {
  return node.contype === "CONSTR_CHECK" || node.contype === "CONSTR_FOREIGN";
}

// src/catalog/apply-column.ts
function addColumn(catalog, tables2, definition, context) {
  const [table3] = tables2;
  if (table3 === void 0) return catalog;
  const column = columnFrom(catalog, definition, context);
  let after = catalog;
  for (const each of tables2) after = withColumn(after, each, column, each === table3);
  for (const request of columnRequests(definition)) after = addConstraint(after, table3, request, context);
  if (column.sequence !== null) for (const each of tables2) after = linkReader(after, each, column.sequence, "sequence");
  return withSequence(after, tables2, definition, context);
}
function columnFrom(catalog, definition, context) {
  const constraints = bodiesOf("Constraint", definition.constraints);
  const identity = constraints.some(({ contype }) => contype === "CONSTR_IDENTITY");
  const generation = constraints.find(({ contype }) => contype === "CONSTR_GENERATED");
  const isSerial2 = definition.typeName !== void 0 && serialName(definition.typeName) !== null;
  const given = constraints.find(givesDefault)?.raw_expr;
  return {
    name: definition.colname ?? "",
    type: definition.typeName === void 0 ? null : resolveType(catalog, context, definition.typeName),
    notNull: false,
    hasDefault: identity || isSerial2 || generation !== void 0 || given !== void 0,
    generated: generation === void 0 ? null : generation.generated_kind === "s" ? "stored" : "virtual",
    computedFrom: generation === void 0 ? NONE2 : columnsIn(generation.raw_expr),
    calls: callsIn([generation?.raw_expr ?? given], catalog, context.path),
    identity,
    sequence: given === void 0 ? null : sequenceIn(given, catalog, context.path),
    set: context.set
  };
}
var NONE2 = [];
function withSequence(catalog, tables2, definition, context) {
  const isSerial2 = definition.typeName !== void 0 && serialName(definition.typeName) !== null;
  const identity = bodiesOf("Constraint", definition.constraints).some(({ contype }) => contype === "CONSTR_IDENTITY");
  return isSerial2 || identity ? addSequence(catalog, tables2, definition.colname ?? "", context) : catalog;
}
function addSequence(catalog, tables2, column, context) {
  const [table3] = tables2;
  if (table3 === void 0) return catalog;
  const name = impliedRelationName(catalog, table3, [column], "seq");
  const sequence = {
    ...newRelation(name, "sequence", context.set, true),
    temporary: table3.startsWith(`${TEMPORARY_SCHEMA}.`),
    ownedBy: { table: table3, column },
    readers: tables2
  };
  const after = edit(withRelation(catalog, sequence), table3, (relation) => ({
    ...relation,
    sequences: [...relation.sequences, name]
  }));
  return editColumn(after, tables2, column, (before) => ({ ...before, sequence: name }));
}
function linkSequences(catalog, table3) {
  let after = catalog;
  for (const { sequence } of catalog.relations.get(table3)?.columns.values() ?? [])
    if (sequence !== null) after = linkReader(after, table3, sequence, "sequence");
  return after;
}
function withColumn(catalog, table3, column, replace) {
  return edit(catalog, table3, (relation) => {
    if (!replace && relation.columns.has(column.name)) return relation;
    return { ...relation, columns: relation.columns.set(column.name, column) };
  });
}
function givesDefault(constraint) {
  return constraint.contype === "CONSTR_DEFAULT" && !isNullConstant(constraint.raw_expr);
}

// src/catalog/apply-alter-constraint.ts
function validateConstraint(catalog, tables2, name) {
  let after = catalog;
  for (const table3 of tables2) {
    const constraint = after.relations.get(table3)?.constraints.get(name);
    if (constraint === void 0) continue;
    after = withConstraint(after, table3, { ...constraint, validated: true });
    if (constraint.kind !== "not-null") continue;
    for (const column of constraint.columns) {
      after = editColumn(after, [table3], column, (before) => ({ ...before, notNull: true }));
    }
  }
  return after;
}
function alterConstraint(catalog, tables2, body) {
  let after = catalog;
  for (const table3 of tables2) {
    const constraint = after.relations.get(table3)?.constraints.get(body.conname ?? "");
    if (constraint?.kind === "not-null" && body.alterInheritability === true)
      after = withInheritance(after, tables2, constraint, body.noinherit !== true);
    if (constraint?.kind !== "foreign-key") continue;
    const validated2 = body.alterEnforceability === true ? body.is_enforced === true : constraint.validated;
    const enforced2 = body.alterEnforceability === true ? body.is_enforced === true : constraint.enforced;
    const changed = body.alterDeferrability === true;
    const deferred = changed ? body.initdeferred === true : constraint.deferred;
    const deferrable2 = changed ? deferred || body.deferrable === true : constraint.deferrable;
    after = withConstraint(after, table3, { ...constraint, validated: validated2, enforced: enforced2, deferrable: deferrable2, deferred });
  }
  return after;
}
function withInheritance(catalog, tables2, constraint, inherited2) {
  let after = catalog;
  for (const table3 of inherited2 ? tables2 : tables2.slice(0, 1)) {
    after = withConstraint(after, table3, { ...constraint, inherited: inherited2 });
    for (const column of constraint.columns)
      after = editColumn(after, [table3], column, (before) => ({ ...before, notNull: true }));
  }
  return after;
}
function dropConstraint(catalog, tables2, name, cascade) {
  const [table3, ...others] = tables2;
  const first = table3 === void 0 ? void 0 : catalog.relations.get(table3)?.constraints.get(name);
  if (table3 === void 0 || first === void 0) return catalog;
  let after = dropOne(catalog, table3, first, cascade);
  for (const other of others) {
    const copy2 = after.relations.get(other)?.constraints.find((one2) => isCopy(one2, first));
    if (copy2 !== void 0) after = dropOne(after, other, copy2, cascade);
  }
  return after;
}
function isCopy(one2, original) {
  if (one2.kind !== original.kind) return false;
  if (one2.kind === "check") return one2.name === original.name;
  return one2.columns.join() === original.columns.join();
}
function dropOne(catalog, table3, constraint, cascade) {
  if (constraint.kind === "not-null") return dropNotNull(catalog, [table3], constraint.columns[0] ?? "");
  let after = removeConstraints(catalog, table3, ({ name }) => name === constraint.name);
  if (!("index" in constraint)) return after;
  after = removeIndex(after, constraint.index);
  if (!cascade) return after;
  for (const { table: other, key } of foreignKeysTo(after, table3)) {
    if (key.referencedColumns.join() !== constraint.columns.join()) continue;
    after = removeConstraints(after, other, ({ name }) => name === key.name);
  }
  return after;
}

// src/catalog/apply-drop-column.ts
function takeColumn(catalog, table3, column) {
  const relation = catalog.relations.get(table3);
  if (relation === void 0) return catalog;
  let after = dropSequencesOf(catalog, table3, column);
  for (const { table: other, key } of foreignKeysTo(after, table3)) {
    if (!key.referencedColumns.includes(column)) continue;
    after = removeConstraints(after, other, ({ name }) => name === key.name);
  }
  const gone = new Set(
    relation.indexes.filter((index) => after.indexes.get(index)?.mentions.includes(column) === true)
  );
  after = removeConstraints(
    after,
    table3,
    (own2) => own2.columns.includes(column) || "index" in own2 && gone.has(own2.index)
  );
  for (const index of gone) after = removeIndex(after, index);
  return edit(
    after,
    table3,
    (before) => before.columns.has(column) ? { ...before, columns: before.columns.delete(column) } : before
  );
}
function dropSequencesOf(catalog, table3, column) {
  const owned = (catalog.relations.get(table3)?.sequences ?? []).filter(
    (sequence) => catalog.relations.get(sequence)?.ownedBy?.column === column
  );
  let after = catalog;
  for (const sequence of owned) {
    after = edit(after, table3, (relation) => ({ ...relation, sequences: without2(relation.sequences, sequence) }));
    after = { ...after, relations: after.relations.delete(sequence) };
  }
  return after;
}

// src/catalog/apply-parent.ts
function linkParent(catalog, child, name, bound) {
  const found2 = ensureNamed(catalog, name, bound === void 0 ? "table" : "partitioned table");
  const parent = found2.relation;
  if (family(found2.catalog, child).includes(parent.name)) return { catalog: found2.catalog, parent };
  let after = edit(found2.catalog, parent.name, (relation) => ({
    ...relation,
    // A table that a stub was made for shows what it is by having a partition.
    kind: bound !== void 0 && !relation.complete ? "partitioned table" : relation.kind,
    children: withItem(relation.children, child)
  }));
  after = edit(after, child, (relation) => ({
    ...relation,
    partitionOf: relation.partitionOf ?? parent.name,
    isDefaultPartition: bound?.is_default === true,
    bound: bound ?? relation.bound
  }));
  return { catalog: after, parent };
}
function unlinkParent(catalog, child, parent) {
  const after = edit(detachIndexes(catalog, child), parent, (relation) => ({
    ...relation,
    children: without2(relation.children, child)
  }));
  return edit(
    after,
    child,
    (relation) => relation.partitionOf === parent ? {
      ...relation,
      columns: relation.bound === null ? relation.columns : relation.columns.map(withoutShared(relation)),
      partitionOf: null,
      isDefaultPartition: false,
      bound: null
    } : relation
  );
}
function withoutShared(relation) {
  return (column) => column.identity && !relation.sequences.includes(column.sequence ?? "") ? { ...column, identity: false, hasDefault: false, sequence: null } : column;
}
function inherited(child, parent, context) {
  const isPartition = parent.kind === "partitioned table";
  const own2 = (column) => {
    const kept = isPartition || !column.identity ? column : { ...column, identity: false, hasDefault: false };
    return { ...kept, sequence: kept.hasDefault === true ? column.sequence : null, set: context.set };
  };
  const passedOn = parent.constraints.filter((one2) => "inherited" in one2 && one2.inherited);
  return {
    ...child,
    complete: child.complete && parent.complete,
    columns: child.columns.merge(parent.columns.map(own2)),
    constraints: child.constraints.merge(passedOn.map((constraint) => onNewTable(constraint, context)))
  };
}
function onNewTable(constraint, context) {
  return { ...constraint, validated: constraint.enforced, set: context.set, transaction: context.transaction };
}
function copyFromParent(catalog, parent, child, context) {
  let after = copyKeys(catalog, parent, child, context);
  after = copyIndexes(after, parent, child, context);
  for (const { key } of foreignKeysOf(catalog, parent)) {
    after = copyForeignKey(after, child, { ...key, set: context.set, transaction: context.transaction });
  }
  return after;
}

// src/catalog/dependents.ts
function dependentsOfRelation(catalog, name) {
  const relation = catalog.relations.get(name);
  if (relation === void 0) return [];
  const others = readersOf(catalog, relation).flatMap((other) => readersIn(other, (read2) => read2.relation === name));
  const children = relation.kind === "partitioned table" ? [] : relation.children;
  const ofSequences = relation.sequences.flatMap((sequence) => dependentsOfRelation(catalog, sequence));
  return [
    ...others,
    ...routinesThatRead(catalog, (read2) => read2.relation === name),
    ...children.map((child) => ({ kind: "table", relation: child })),
    ...ofSequences.filter((one2) => one2.relation !== name),
    ...usersOfSequence(catalog, relation)
  ];
}
function dependentsOfColumn(catalog, table3, column) {
  const relation = catalog.relations.get(table3);
  if (relation === void 0) return [];
  const takes = (read2) => read2.relation === table3 && read2.columns.includes(column);
  const found2 = readersOf(catalog, relation).flatMap((other) => readersIn(other, takes));
  found2.push(...readersIn({ ...relation, query: [] }, takes));
  for (const { name, columns } of relation.triggers)
    if (columns.includes(column)) found2.push({ kind: "trigger", relation: table3, name });
  for (const { name, computedFrom } of relation.columns.values())
    if (computedFrom.includes(column)) found2.push({ kind: "generated column", relation: table3, name });
  for (const [name, { tables: tables2 }] of catalog.publications)
    if (tables2.some((one2) => one2.relation === table3 && one2.columns.includes(column)))
      found2.push({ kind: "publication", relation: table3, name });
  found2.push(...routinesThatRead(catalog, takes));
  const owned = relation.sequences.filter((name) => catalog.relations.get(name)?.ownedBy?.column === column);
  const ofSequences = owned.flatMap((sequence) => dependentsOfRelation(catalog, sequence));
  return [...found2, ...ofSequences.filter((one2) => one2.relation !== table3)];
}
function dependentsOfRoutine(catalog, routine) {
  const found2 = [];
  for (const { name, table: table3, calls } of catalog.indexes.values())
    if (calls.includes(routine)) found2.push({ kind: "index", relation: table3, name });
  for (const relation of catalog.relations.values()) found2.push(...callersIn(relation, routine));
  return found2;
}
function callersIn(relation, routine) {
  const { name: table3, columns, constraints, policies, triggers: triggers2, calls, partitioning } = relation;
  const found2 = [];
  if (calls.includes(routine)) found2.push({ kind: "view", relation: table3 });
  if (partitioning?.calls.includes(routine) === true) found2.push({ kind: "table", relation: table3 });
  for (const { name, calls: own2, generated } of columns.values())
    if (own2.includes(routine))
      found2.push({ kind: generated === null ? "default" : "generated column", relation: table3, name });
  for (const one2 of constraints.values())
    if (one2.kind === "check" && one2.calls.includes(routine))
      found2.push({ kind: "constraint", relation: table3, name: one2.name });
  for (const { name, calls: own2 } of policies)
    if (own2.includes(routine)) found2.push({ kind: "policy", relation: table3, name });
  for (const { name, routine: own2 } of triggers2)
    if (own2 === routine) found2.push({ kind: "trigger", relation: table3, name });
  return found2;
}
function allDependents(catalog, first) {
  const found2 = /* @__PURE__ */ new Map();
  const pending = [...first];
  for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
    const key = JSON.stringify(next);
    if (found2.has(key)) continue;
    found2.set(key, next);
    if (next.kind === "view" || next.kind === "table")
      for (const member of family(catalog, next.relation)) pending.push(...dependentsOfRelation(catalog, member));
    else if (next.kind === "generated column") pending.push(...dependentsOfColumn(catalog, next.relation, next.name));
  }
  return [...found2.values()];
}
function readersOf(catalog, { name, readers }) {
  return readers.flatMap((reader) => reader === name ? [] : catalog.relations.get(reader) ?? []);
}
function readersIn(relation, takes) {
  if (relation.query.some(takes)) return [{ kind: "view", relation: relation.name }];
  const named3 = (kind) => (one2) => ({ kind, relation: relation.name, name: one2.name });
  return [
    ...relation.policies.filter(({ reads: reads2 }) => reads2.some(takes)).map(named3("policy")),
    ...relation.rules.filter(({ reads: reads2 }) => reads2.some(takes)).map(named3("rule"))
  ];
}
function usersOfSequence(catalog, sequence) {
  if (sequence.kind !== "sequence") return [];
  return readersOf(catalog, sequence).flatMap(
    (table3) => [...table3.columns.values()].filter((column) => column.sequence === sequence.name).map(({ name }) => ({ kind: "default", relation: table3.name, name }))
  );
}

// src/catalog/apply-drop-relation.ts
function dropRelation(catalog, name) {
  const members = family(catalog, name);
  let after = dropDependents(
    catalog,
    members.flatMap((member) => dependentsOfRelation(catalog, member))
  );
  for (const member of members) after = takeRelation(after, member);
  return after;
}
function dropColumn(catalog, tables2, column) {
  let after = dropDependents(
    catalog,
    tables2.flatMap((table3) => dependentsOfColumn(catalog, table3, column))
  );
  for (const table3 of tables2) after = takeColumn(after, table3, column);
  return after;
}
function dropDependents(catalog, dependents) {
  let after = catalog;
  for (const dependent of allDependents(catalog, dependents)) after = takeDependent(after, dependent);
  return after;
}
function takeDependent(catalog, dependent) {
  const { relation } = dependent;
  switch (dependent.kind) {
    case "view":
    case "table":
      return takeRelation(catalog, relation);
    case "generated column":
      return takeColumn(catalog, relation, dependent.name);
    case "default":
      return editColumn(catalog, [relation], dependent.name, (column) => ({
        ...column,
        hasDefault: false,
        sequence: null,
        calls: []
      }));
    case "index":
      return removeIndex(catalog, dependent.name);
    case "constraint":
      return removeConstraints(catalog, relation, ({ name }) => name === dependent.name);
    case "function":
      return { ...catalog, routines: catalog.routines.delete(dependent.name) };
    case "publication":
      return editPublished(
        catalog,
        (table3, publication2) => table3.relation === relation && publication2 === dependent.name ? null : table3
      );
    default: {
      const list2 = dependent.kind === "rule" ? "rules" : dependent.kind === "policy" ? "policies" : "triggers";
      return takeFromTable(catalog, relation, list2, dependent.name);
    }
  }
}
function takeFromTable(catalog, table3, list2, name) {
  return edit(catalog, table3, (relation) => {
    const items2 = relation[list2];
    return items2.some((item) => item.name === name) ? { ...relation, [list2]: items2.filter((item) => item.name !== name) } : relation;
  });
}
function takeRelation(catalog, name) {
  const relation = catalog.relations.get(name);
  if (relation === void 0) return catalog;
  let after = removeConstraints(catalog, name, ({ kind }) => kind === "foreign-key");
  for (const other of relation.referencedBy) {
    after = removeConstraints(after, other, (own2) => own2.kind === "foreign-key" && own2.references === name);
  }
  if (relation.partitionOf !== null) after = unlinkParent(after, name, relation.partitionOf);
  if (relation.ownedBy !== null)
    after = edit(after, relation.ownedBy.table, (table3) => ({ ...table3, sequences: without2(table3.sequences, name) }));
  after = editPublished(after, (table3) => table3.relation === name ? null : table3);
  return {
    ...after,
    relations: after.relations.deleteAll([name, ...relation.sequences]),
    indexes: after.indexes.deleteAll(relation.indexes),
    types: relation.kind === "composite type" ? after.types.delete(name) : after.types
  };
}

// src/catalog/apply-alter.ts
function alterTable(catalog, body, context) {
  const kind = KINDS[body.objtype ?? ""];
  if (body.objtype === "OBJECT_INDEX") return alterIndex(catalog, body, context);
  if (kind === void 0 || catalog.indexes.has(resolveRange(catalog, context.path, body.relation))) return catalog;
  const found2 = ensureRelation(catalog, context, body.relation, kind);
  const table3 = found2.relation.name;
  let after = found2.catalog;
  for (const command2 of inPasses(body.cmds ?? [])) {
    const tables2 = body.relation?.inh === true ? family(after, table3) : [table3];
    after = alter(after, { table: table3, tables: tables2, context }, command2);
  }
  return after === found2.catalog ? catalog : after;
}
function alterIndex(catalog, body, context) {
  let after = catalog;
  for (const command2 of bodiesOf("AlterTableCmd", body.cmds)) {
    const part = bodyOf("PartitionCmd", command2.def)?.name;
    if (command2.subtype !== "AT_AttachPartition" || part === void 0) continue;
    const { path } = context;
    after = attachIndex(after, resolveRange(after, path, body.relation), resolveRange(after, path, part));
  }
  return after;
}
var KINDS = {
  OBJECT_TABLE: "table",
  OBJECT_FOREIGN_TABLE: "foreign table",
  OBJECT_TYPE: "composite type"
};
function inPasses(commands) {
  return bodiesOf("AlterTableCmd", commands).sort((a, b) => passOf(a) - passOf(b));
}
function passOf(command2) {
  switch (command2.subtype) {
    case "AT_DropColumn":
    case "AT_DropConstraint":
    case "AT_DropNotNull":
    case "AT_DropExpression":
    case "AT_DropIdentity":
      return 0;
    case "AT_AlterColumnType":
      return 1;
    case "AT_AddColumn":
      return 2;
    default:
      return 3;
  }
}
function alter(catalog, target, command2) {
  const { table: table3, tables: tables2, context } = target;
  const column = command2.name ?? "";
  switch (command2.subtype) {
    case "AT_AddColumn":
      return alterAddColumn(catalog, target, command2);
    case "AT_DropColumn":
      return dropColumn(catalog, tables2, column);
    case "AT_AlterColumnType":
    case "AT_DropExpression":
    case "AT_SetExpression":
      return editColumn(catalog, tables2, column, (before) => alteredColumn(catalog, before, command2, context));
    case "AT_ColumnDefault":
      return alterDefault(catalog, target, command2);
    case "AT_SetNotNull":
      return addNotNull(catalog, [table3], column, { name: null, validated: true, inherit: tables2.length > 1 }, context);
    case "AT_DropNotNull":
      return dropNotNull(catalog, tables2, column);
    case "AT_AddIdentity":
      return addIdentity(catalog, target, column);
    case "AT_DropIdentity":
      return editColumn(dropSequencesOf(catalog, table3, column), tables2, column, withoutIdentity);
    case "AT_AddConstraint": {
      const node = bodyOf("Constraint", command2.def);
      return node === null ? catalog : addConstraint(catalog, table3, tableRequest(node, false), context);
    }
    case "AT_AlterConstraint":
      return alterConstraint(catalog, tables2, bodyOf("ATAlterConstraint", command2.def) ?? {});
    case "AT_ValidateConstraint":
      return validateConstraint(catalog, tables2, column);
    case "AT_DropConstraint":
      return dropConstraint(catalog, tables2, column, command2.behavior === "DROP_CASCADE");
    default:
      return alterWhole(catalog, target, command2);
  }
}
function alterWhole(catalog, target, command2) {
  const { table: table3, context } = target;
  switch (command2.subtype) {
    case "AT_SetLogged":
    case "AT_SetUnLogged": {
      const unlogged = command2.subtype === "AT_SetUnLogged";
      return edit(catalog, table3, (relation) => ({ ...relation, unlogged }));
    }
    case "AT_ReplicaIdentity": {
      const body = bodyOf("ReplicaIdentityStmt", command2.def);
      return edit(catalog, table3, (relation) => ({ ...relation, replicaIdentity: identityOf(body ?? {}, table3) }));
    }
    case "AT_AttachPartition":
      return attach(catalog, target, command2);
    case "AT_DetachPartition":
    case "AT_DetachPartitionFinalize": {
      const child = bodyOf("PartitionCmd", command2.def)?.name;
      return unlinkParent(catalog, resolveRange(catalog, context.path, child), table3);
    }
    case "AT_AddInherit": {
      const parent = bodyOf("RangeVar", command2.def) ?? void 0;
      return linkParent(catalog, table3, resolveRange(catalog, context.path, parent), void 0).catalog;
    }
    case "AT_DropInherit": {
      const parent = bodyOf("RangeVar", command2.def) ?? void 0;
      return unlinkParent(catalog, table3, resolveRange(catalog, context.path, parent));
    }
    default:
      return catalog;
  }
}
function alterAddColumn(catalog, target, command2) {
  const definition = bodyOf("ColumnDef", command2.def);
  if (definition === null) return catalog;
  const isKnown = catalog.relations.get(target.table)?.columns.has(definition.colname ?? "") === true;
  if (isKnown && (command2.missing_ok === true || target.context.guarded === true)) return catalog;
  return addColumn(catalog, target.tables, definition, target.context);
}
function alteredColumn(catalog, column, command2, context) {
  if (command2.subtype === "AT_DropExpression")
    return { ...column, generated: null, hasDefault: false, computedFrom: [], calls: [] };
  if (command2.subtype === "AT_SetExpression") {
    const calls = callsIn([command2.def], catalog, context.path);
    return { ...column, computedFrom: columnsIn(command2.def), calls };
  }
  const type = bodyOf("ColumnDef", command2.def)?.typeName;
  return type === void 0 ? column : { ...column, type: resolveType(catalog, context, type) };
}
function alterDefault(catalog, { tables: tables2, context }, command2) {
  const hasDefault2 = command2.def !== void 0 && !isNullConstant(command2.def);
  const sequence = sequenceIn(command2.def, catalog, context.path);
  const calls = callsIn([command2.def], catalog, context.path);
  let after = editColumn(catalog, tables2, command2.name ?? "", (before) => ({ ...before, hasDefault: hasDefault2, sequence, calls }));
  if (sequence !== null) for (const table3 of tables2) after = linkReader(after, table3, sequence, "sequence");
  return after;
}
function addIdentity(catalog, target, column) {
  const isShared2 = catalog.relations.get(target.table)?.kind === "partitioned table";
  const after = editColumn(catalog, isShared2 ? target.tables : [target.table], column, (before) => ({
    ...before,
    identity: true,
    hasDefault: true
  }));
  return addSequence(after, [target.table], column, target.context);
}
function identityOf(body, table3) {
  if (body.identity_type === "f") return "full";
  if (body.identity_type === "n") return "nothing";
  return body.name === void 0 ? "default" : { index: relationName(splitName(table3).schema, body.name) };
}
function withoutIdentity(column) {
  return column.identity ? { ...column, identity: false, hasDefault: false, sequence: null } : column;
}
function attach(catalog, target, command2) {
  const partition = bodyOf("PartitionCmd", command2.def);
  if (partition?.name === void 0) return catalog;
  const { context, table: table3 } = target;
  const child = ensureRelation(catalog, context, partition.name);
  const linked = linkParent(child.catalog, child.relation.name, table3, partition.bound);
  return copyFromParent(linked.catalog, table3, child.relation.name, context);
}

// src/catalog/query-scope.ts
var NOWHERE = { sources: [], outer: null, queries: /* @__PURE__ */ new Set() };
function star(target, scope, reader) {
  const fields = bodyOf("ColumnRef", target.val)?.fields ?? [];
  if (bodyOf("A_Star", fields.at(-1)) === null) return;
  const parts2 = texts(fields.slice(0, -1));
  const sources = parts2.length === 0 ? scope.sources.filter((one2) => !one2.qualifiedOnly) : sourcesAt(parts2, scope);
  for (const { relation } of sources) {
    for (const column of relationOf(relation, reader)?.columns.keys() ?? []) mark(relation, column, reader);
  }
}
function reference({ fields = [] }, scope, reader) {
  const column = text(fields.at(-1));
  if (column === "") return;
  if (fields.length === 1) bare(column, scope, reader);
  else {
    const sources = sourcesAt(texts(fields.slice(0, -1)), scope);
    const [only2] = sources;
    if (sources.length === 1 && only2 !== void 0) mark(only2.relation, column, reader);
    else markWhereKnown(sources, column, reader);
  }
}
function sourcesAt(parts2, scope) {
  const name = parts2.at(-1) ?? "";
  const isMeant = ({ alias, relation }) => parts2.length === 1 ? alias === name : relation === relationName(parts2.at(-2) ?? "", name);
  for (let level = scope; level !== null; level = level.outer) {
    const found2 = level.sources.filter(isMeant);
    if (found2.length > 0) return found2;
  }
  return [];
}
function isOutermost(scope) {
  for (let level = scope.outer; level !== null; level = level.outer) if (level.sources.length > 0) return false;
  return true;
}
function bare(column, scope, reader) {
  for (let level = scope; level !== null; level = level.outer) {
    const sources = level.sources.filter((one2) => !one2.qualifiedOnly);
    if (markWhereKnown(sources, column, reader)) return;
    const open2 = sources.filter(({ relation }) => relationOf(relation, reader)?.complete !== true);
    const [only2] = open2;
    if (only2 === void 0) continue;
    if (sources.length === 1 && isOutermost(level)) mark(only2.relation, column, reader);
    return;
  }
}
function markWhereKnown(sources, column, reader) {
  const owners = sources.filter(({ relation }) => relationOf(relation, reader)?.columns.has(column) === true);
  for (const { relation } of owners) mark(relation, column, reader);
  return owners.length > 0;
}
function mark(relation, column, reader) {
  if (relation === null) return;
  const known2 = relationOf(relation, reader);
  if (known2?.complete === true && !known2.columns.has(column)) return;
  const columns = reader.found.get(relation);
  if (columns === void 0) reader.found.set(relation, /* @__PURE__ */ new Set([column]));
  else columns.add(column);
}
function relationOf(relation, { catalog }) {
  return relation === null ? void 0 : catalog.relations.get(relation);
}

// src/catalog/query-reads.ts
var DEEPEST = 40;
function readsOfQuery(query2, catalog, path) {
  const reader = { catalog, path, found: /* @__PURE__ */ new Map() };
  if (query2 !== void 0) expression([query2], NOWHERE, reader, 0);
  return readsIn(reader);
}
function readsOfTable(nodes, table3, aliases, catalog, path) {
  const reader = { catalog, path, found: /* @__PURE__ */ new Map() };
  const sources = aliases.map((alias) => ({
    alias,
    relation: table3,
    qualifiedOnly: alias === "new" || alias === "old"
  }));
  for (const node of nodes) expression(node, { ...NOWHERE, sources }, reader, 0);
  return readsIn(reader);
}
function readsIn({ found: found2 }) {
  return [...found2].map(([relation, columns]) => ({ relation, columns: [...columns] }));
}
function query(select2, outer, reader, depth) {
  const pending = [{ select: select2, outer }];
  for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
    const { larg, rarg } = next.select;
    const scope = withQueries(next.select.withClause, next.outer, reader, depth);
    if (larg === void 0 || rarg === void 0) plainSelect(next.select, scope, reader, depth);
    else pending.push({ select: larg, outer: scope }, { select: rarg, outer: scope });
  }
}
function withQueries(clause, outer, reader, depth) {
  const queries = bodiesOf("CommonTableExpr", clause?.ctes);
  if (queries.length === 0) return outer;
  const recursive = clause?.recursive === true;
  const visible = /* @__PURE__ */ new Set([...outer.queries, ...recursive ? queries.map(({ ctename = "" }) => ctename) : []]);
  const scope = { ...outer, queries: visible };
  for (const { ctename = "", ctequery } of queries) {
    expression(ctequery, scope, reader, depth + 1);
    visible.add(ctename);
  }
  return scope;
}
function change(body, outer, reader, depth) {
  if (body.relation === void 0) return;
  const { cols, fromClause, usingClause, selectStmt, targetList, whereClause, withClause } = body;
  const inside2 = withQueries(withClause, outer, reader, depth);
  const target = sourceOf(body.relation, { ...inside2, queries: /* @__PURE__ */ new Set() }, reader);
  const sources = [target];
  const scope = { sources, outer: inside2, queries: inside2.queries };
  for (const item of [...fromClause ?? [], ...usingClause ?? []]) from(item, sources, scope, reader, depth);
  const set2 = bodiesOf("ResTarget", cols ?? (selectStmt === void 0 ? targetList : []));
  for (const { name } of set2) if (name !== void 0) mark(target.relation, name, reader);
  expression(selectStmt, inside2, reader, depth);
  for (const part of [targetList, whereClause, body.onConflictClause]) expression(part, scope, reader, depth);
}
function plainSelect(select2, outer, reader, depth) {
  const sources = [];
  const scope = { sources, outer, queries: outer.queries };
  for (const item of select2.fromClause ?? []) from(item, sources, scope, reader, depth);
  const { targetList, whereClause, havingClause, windowClause, valuesLists } = select2;
  for (const part of [targetList, whereClause, havingClause, windowClause, valuesLists])
    expression(part, scope, reader, depth);
  const named3 = new Set(bodiesOf("ResTarget", targetList).map(({ name }) => name ?? ""));
  const isOfResult = (part) => named3.has(bareName(bodyOf("SortBy", part)?.node ?? part));
  for (const part of [...select2.sortClause ?? [], ...select2.distinctClause ?? []])
    if (!isOfResult(part)) expression(part, scope, reader, depth);
  for (const part of select2.groupClause ?? []) {
    if (isOfResult(part)) markWhereKnown(sources, bareName(part), reader);
    else expression(part, scope, reader, depth);
  }
}
function bareName(node) {
  const fields = bodyOf("ColumnRef", node)?.fields ?? [];
  return fields.length === 1 ? text(fields[0]) : "";
}
function from(item, sources, scope, reader, depth) {
  const join = bodyOf("JoinExpr", item);
  if (join !== null) return depth > DEEPEST ? [] : joined(join, sources, scope, reader, depth);
  const range = bodyOf("RangeVar", item) ?? bodyOf("RangeVar", bodyOf("RangeTableSample", item)?.relation);
  if (range !== null) {
    const source2 = sourceOf(range, scope, reader);
    sources.push(source2);
    return [source2];
  }
  const subselect = bodyOf("RangeSubselect", item);
  if (subselect === null) expression(item, scope, reader, depth);
  else expression(subselect.subquery, subselect.lateral === true ? scope : outerOf(scope), reader, depth);
  const alias = subselect?.alias?.aliasname ?? bodyOf("RangeFunction", item)?.alias?.aliasname ?? "";
  const derived = { alias, relation: null, qualifiedOnly: false };
  sources.push(derived);
  return [derived];
}
function outerOf(scope) {
  return { ...scope.outer ?? NOWHERE, queries: scope.queries };
}
function sourceOf(range, scope, { catalog, path, found: found2 }) {
  const alias = range.alias?.aliasname ?? range.relname ?? "";
  const derived = { alias, relation: null, qualifiedOnly: false };
  if (range.schemaname === void 0 && scope.queries.has(range.relname ?? "")) return derived;
  const relation = resolveRange(catalog, path, range);
  if (isOfSystem(range, catalog.relations.has(relation))) return derived;
  if (!found2.has(relation)) found2.set(relation, /* @__PURE__ */ new Set());
  return (range.alias?.colnames ?? []).length > 0 ? derived : { ...derived, relation };
}
function isOfSystem({ schemaname, relname = "" }, known2) {
  if (schemaname === "information_schema") return true;
  return !known2 && (schemaname ?? relname).startsWith("pg_");
}
function joined(join, sources, scope, reader, depth) {
  const left = join.larg === void 0 ? [] : from(join.larg, sources, scope, reader, depth + 1);
  const right = join.rarg === void 0 ? [] : from(join.rarg, sources, scope, reader, depth + 1);
  const both2 = { ...scope, sources: [...left, ...right] };
  expression(join.quals, both2, reader, depth);
  for (const column of texts(join.usingClause)) {
    for (const side of [left, right]) bare(column, { ...NOWHERE, sources: side }, reader);
  }
  if (join.isNatural === true)
    for (const column of commonColumns(left, right, reader)) markWhereKnown(both2.sources, column, reader);
  const alias = join.alias?.aliasname;
  if (alias !== void 0) sources.push(...both2.sources.map((source2) => ({ ...source2, alias, qualifiedOnly: true })));
  return both2.sources.slice();
}
function commonColumns(left, right, reader) {
  const columns = (side) => side.flatMap(({ relation }) => [...relationOf(relation, reader)?.columns.keys() ?? []]);
  const there = new Set(columns(right));
  return columns(left).filter((column) => there.has(column));
}
function expression(root, scope, reader, depth) {
  if (depth > DEEPEST) {
    for (const range of findAll("RangeVar", root)) sourceOf(range, scope, reader);
    return;
  }
  walk(root, (tag, body) => {
    if (tag === "SelectStmt") {
      query(body, scope, reader, depth + 1);
      return false;
    }
    if (tag === "InsertStmt" || tag === "UpdateStmt" || tag === "DeleteStmt") {
      change(body, scope, reader, depth + 1);
      return false;
    }
    if (tag === "ResTarget") star(body, scope, reader);
    if (tag === "ColumnRef") reference(body, scope, reader);
    return true;
  });
}

// src/catalog/apply-routine.ts
function createFunction(catalog, body, context) {
  const definition = context.sql === void 0 ? null : { node: { tag: "CreateFunctionStmt", body }, sql: context.sql };
  const name = newName(context.path, texts(body.funcname));
  const before = catalog.routines.get(name);
  const own2 = overloadOf(catalog, body, context);
  const others = (before?.overloads ?? []).filter(({ signature }) => signature !== own2.signature);
  const language = languageOf2(body.options) ?? "sql";
  const set2 = before?.set ?? context.set;
  const unknown = before !== void 0 && before.overloads.length === 0 ? before.volatility : void 0;
  const overloads = [...others, own2];
  const volatility = worst(worstOf(overloads), unknown);
  return { ...catalog, routines: catalog.routines.set(name, { volatility, overloads, language, definition, set: set2 }) };
}
function alterFunction(catalog, body, context) {
  const volatility = volatilityOf(body.actions);
  if (volatility === null) return catalog;
  const name = resolveObject(catalog.routines, context, texts(body.func?.objname));
  const before = catalog.routines.get(name) ?? { language: "", definition: null, set: 0, overloads: [] };
  const wanted = body.func?.args_unspecified === true ? null : signatureOf(catalog, body.func?.objargs, context);
  const overloads = before.overloads.map(
    (one2) => wanted === null || one2.signature === wanted ? { ...one2, volatility } : one2
  );
  const result = overloads.length === 0 ? volatility : worstOf(overloads);
  return { ...catalog, routines: catalog.routines.set(name, { ...before, overloads, volatility: result }) };
}
function dropFunction(catalog, object, name, context) {
  const routine = catalog.routines.get(name);
  const written2 = bodyOf("ObjectWithArgs", object);
  const wanted = written2?.args_unspecified === true ? null : signatureOf(catalog, written2?.objargs, context);
  const overloads = routine?.overloads.filter(({ signature }) => wanted !== null && signature !== wanted) ?? [];
  if (routine === void 0 || overloads.length === 0) return { ...catalog, routines: catalog.routines.delete(name) };
  const volatility = worstOf(overloads);
  return { ...catalog, routines: catalog.routines.set(name, { ...routine, overloads, volatility }) };
}
function isReplaced(routine, catalog, body, context) {
  if (routine === void 0 || routine.overloads.length === 0) return true;
  const { signature } = overloadOf(catalog, body, context);
  return routine.overloads.some((one2) => one2.signature === signature);
}
var NONE3 = [];
function overloadOf(catalog, body, context) {
  const taken2 = bodiesOf("FunctionParameter", body.parameters).filter(isTaken);
  const isVariadic = taken2.some(({ mode }) => mode === "FUNC_PARAM_VARIADIC");
  const types = taken2.map(({ argType }) => argType);
  return {
    signature: typesInWords(catalog, types, context),
    least: taken2.filter(({ defexpr }) => defexpr === void 0).length - (isVariadic ? 1 : 0),
    most: isVariadic ? Number.MAX_SAFE_INTEGER : taken2.length,
    volatility: volatilityOf(body.options) ?? "volatile",
    kind: body.is_procedure === true ? "procedure" : "function",
    result: resultInWords(catalog, body, context),
    names: taken2.map(({ name }) => name ?? ""),
    reads: body.sql_body === void 0 ? NONE3 : readsOfQuery(body.sql_body, catalog, context.path)
  };
}
function resultInWords(catalog, body, context) {
  const given = bodiesOf("FunctionParameter", body.parameters).filter(isGiven);
  const set2 = body.returnType?.setof === true ? "SETOF " : "";
  const word = (type) => type === void 0 || type.pct_type === true ? null : typesInWords(catalog, [type], context).split(".").at(-1) ?? null;
  const [first, ...others] = given;
  const types = first === void 0 ? [word(body.returnType)] : given.map(({ argType }) => word(argType));
  if (types.includes(null)) return null;
  if (others.length === 0) return `${set2}${types.join()}`;
  return `${set2}(${given.map(({ name = "" }, at2) => `${name} ${types[at2] ?? ""}`).join()})`;
}
function isGiven({ mode }) {
  return mode === "FUNC_PARAM_OUT" || mode === "FUNC_PARAM_INOUT" || mode === "FUNC_PARAM_TABLE";
}
function isTaken({ mode }) {
  return mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE";
}
function signatureOf(catalog, types, context) {
  return typesInWords(
    catalog,
    (types ?? []).map((type) => bodyOf("TypeName", type) ?? void 0),
    context
  );
}
function typesInWords(catalog, types, context) {
  return types.map((type) => {
    const known2 = type === void 0 ? null : resolveType(catalog, context, type);
    return known2 === null ? "?" : `${known2.name}${known2.array ? "[]" : ""}`;
  }).join();
}
function volatilityOf(options) {
  const option = bodiesOf("DefElem", options).find(({ defname }) => defname === "volatility");
  const value = text(option?.arg);
  return value === "immutable" || value === "stable" || value === "volatile" ? value : null;
}
function languageOf2(options) {
  const option = bodiesOf("DefElem", options).find(({ defname }) => defname === "language");
  return option === void 0 ? null : text(option.arg).toLowerCase();
}
function worstOf(overloads) {
  return overloads.reduce((found2, { volatility }) => worst(found2, volatility), "immutable");
}
function worst(a, b) {
  if (a === "volatile" || b === "volatile") return "volatile";
  return a === "stable" || b === "stable" ? "stable" : "immutable";
}

// src/catalog/apply-drop.ts
function drop(catalog, body, context) {
  let after = catalog;
  for (const object of body.objects ?? []) after = dropObject(after, body, object, context);
  return after;
}
function dropObject(catalog, body, object, context) {
  const parts2 = nameParts(object);
  switch (body.removeType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
      return dropRelation(catalog, resolveParts(catalog, context.path, parts2));
    case "OBJECT_INDEX":
      return dropIndex(catalog, resolveParts(catalog, context.path, parts2));
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return dropType(catalog, resolveObject(catalog.types, context, parts2), body.behavior === "DROP_CASCADE");
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
      return dropRoutine(catalog, object, resolveObject(catalog.routines, context, parts2), body, context);
    case "OBJECT_SCHEMA":
      return dropSchema(catalog, text(object));
    case "OBJECT_PUBLICATION":
      return dropPublication(catalog, text(object));
    case "OBJECT_EXTENSION":
      return { ...catalog, extensions: catalog.extensions.delete(text(object)) };
    case "OBJECT_EVENT_TRIGGER":
      return { ...catalog, eventTriggers: catalog.eventTriggers.delete(text(object)) };
    case "OBJECT_TRIGGER":
      return dropFromTable(catalog, "triggers", parts2, context);
    case "OBJECT_POLICY":
      return dropFromTable(catalog, "policies", parts2, context);
    case "OBJECT_RULE":
      return dropFromTable(catalog, "rules", parts2, context);
    default:
      return catalog;
  }
}
function dropRoutine(catalog, object, name, { behavior }, context) {
  const after = dropFunction(catalog, object, name, context);
  const isGone = behavior === "DROP_CASCADE" && catalog.routines.has(name) && !after.routines.has(name);
  return isGone ? dropDependents(after, dependentsOfRoutine(catalog, name)) : after;
}
function dropType(catalog, type, cascade) {
  let after = {
    ...catalog,
    types: catalog.types.delete(type),
    relations: catalog.relations.get(type)?.kind === "composite type" ? catalog.relations.delete(type) : catalog.relations,
    enumValues: catalog.enumValues.filterNot((_, key) => key.startsWith(`${type} `))
  };
  if (!cascade) return after;
  for (const relation of catalog.relations.values()) {
    for (const column of relation.columns.values()) {
      if (isOfType(column.type, type)) after = dropColumn(after, [relation.name], column.name);
    }
  }
  return after;
}
function isOfType(column, type) {
  return column !== null && (column.name === type || column.name === splitName(type).name);
}
function dropSchema(catalog, schema) {
  const isIn = (name) => splitName(name).schema === schema;
  let after = catalog;
  for (const name of catalog.relations.keys()) if (isIn(name)) after = dropRelation(after, name);
  for (const type of catalog.types.keys()) if (isIn(type)) after = dropType(after, type, true);
  return {
    ...after,
    routines: after.routines.filterNot((_, name) => isIn(name)),
    schemas: after.schemas.delete(schema),
    publications: after.publications.some(({ schemas }) => schemas.includes(schema)) ? after.publications.map((one2) => ({ ...one2, schemas: without2(one2.schemas, schema) })) : after.publications
  };
}
function dropFromTable(catalog, list2, parts2, context) {
  return takeFromTable(catalog, resolveParts(catalog, context.path, parts2.slice(0, -1)), list2, parts2.at(-1) ?? "");
}

// src/catalog/view-outputs.ts
function outputsOf(query2, aliases, catalog, path) {
  const select2 = leftmost(bodyOf("SelectStmt", query2));
  if (select2 === null) return null;
  const targets2 = bodiesOf("ResTarget", select2.targetList);
  const names = [];
  let ordered = true;
  for (const { name, val } of targets2) {
    const found2 = name === void 0 ? starColumns(val, select2, catalog, path) ?? [implicitName(val)] : [name];
    if (found2 === "unknown") return null;
    if (found2.length !== 1 || isStar(val)) ordered = false;
    names.push(...found2);
  }
  if (targets2.length === 0) return null;
  return { names: [...aliases, ...names.slice(aliases.length)], ordered };
}
function leftmost(select2) {
  let first = select2;
  while (first?.larg !== void 0) first = first.larg;
  return first;
}
function isStar(node) {
  return bodyOf("A_Star", bodyOf("ColumnRef", node)?.fields?.at(-1)) !== null;
}
function starColumns(node, { fromClause = [], withClause }, catalog, path) {
  if (!isStar(node)) return null;
  const ranges2 = bodiesOf("RangeVar", fromClause);
  if (ranges2.length !== fromClause.length || withClause !== void 0) return "unknown";
  const [qualifier] = texts((bodyOf("ColumnRef", node)?.fields ?? []).slice(-2, -1));
  const meant = ranges2.filter(
    ({ alias, relname }) => qualifier === void 0 || (alias?.aliasname ?? relname) === qualifier
  );
  const columns = [];
  for (const range of meant) {
    const relation = findRelation(catalog, path, range);
    if (relation?.complete !== true || (range.alias?.colnames ?? []).length > 0) return "unknown";
    columns.push(...relation.columns.keys());
  }
  return columns;
}

// src/catalog/apply-relation.ts
function createView(catalog, body, context) {
  const making = { kind: "view", complete: false, keep: body.replace === true };
  const after = makeRelation(catalog, body.view, making, context);
  if (after === catalog && body.replace !== true) return catalog;
  const name = nameToMake(context, body.view);
  const outputs = outputsOf(body.query, texts(body.aliases), catalog, context.path);
  return withQuery(
    edit(after, name, (view) => ({ ...view, outputs })),
    name,
    body.query,
    context
  );
}
function createTableAs(catalog, body, context) {
  const isView2 = body.objtype === "OBJECT_MATVIEW";
  const keep = body.if_not_exists === true;
  const making = { kind: isView2 ? "materialized view" : "table", complete: false, keep };
  const after = makeRelation(catalog, body.into?.rel, making, context);
  if (after === catalog || !isView2) return after;
  const name = nameToMake(context, body.into?.rel);
  const populated = body.into?.skipData !== true;
  return withQuery(
    edit(after, name, (view) => ({ ...view, populated })),
    name,
    body.query,
    context
  );
}
function refresh(catalog, body, context) {
  const populated = body.skipData !== true;
  return edit(
    catalog,
    resolveRange(catalog, context.path, body.relation),
    (view) => view.populated === populated ? view : { ...view, populated }
  );
}
function withQuery(catalog, view, query2, context) {
  const reads2 = readsOfQuery(query2, catalog, context.path).filter(({ relation }) => relation !== view);
  return linkReads(
    edit(catalog, view, (relation) => ({ ...relation, query: reads2, calls: callsIn([query2], catalog, context.path) })),
    view,
    reads2
  );
}
function selectInto(catalog, body, context) {
  const into = intoOf(body);
  if (into?.rel === void 0) return catalog;
  return makeRelation(catalog, into.rel, { kind: "table", complete: false, keep: false }, context);
}
function intoOf(body) {
  let first = body;
  while (first.larg !== void 0) first = first.larg;
  return first.intoClause;
}
function makeRelation(catalog, range, making, context) {
  const name = nameToMake(context, range);
  const before = catalog.relations.get(name);
  if (before !== void 0 && (making.keep || context.guarded === true)) return catalog;
  const cleared = before?.complete === true ? dropRelation(catalog, name) : catalog;
  const relation = newRelation(name, making.kind, context.set, making.complete);
  const unlogged = range?.relpersistence === "u";
  const { referencedBy = [], indexes = [], readers = [] } = before?.complete === false ? before : {};
  const kept = { referencedBy, indexes, readers };
  return withRelation(cleared, { ...relation, temporary: isTemporary(range), unlogged, ...kept });
}

// src/catalog/apply-move-object.ts
function moveType(catalog, before, after) {
  const isComposite2 = catalog.relations.get(before)?.kind === "composite type";
  const moved2 = isComposite2 ? moveNames(catalog, /* @__PURE__ */ new Map([[before, after]])) : catalog;
  return moveTypes(moved2, (name) => name === before ? after : name);
}
function moveRoutine(catalog, before, after) {
  const routine = catalog.routines.get(before);
  if (routine === void 0) return catalog;
  const moved2 = { ...catalog, routines: catalog.routines.delete(before).set(after, routine) };
  return moveCalls(moved2, (name) => name === before ? after : name);
}
function moveCalls(catalog, swap) {
  const called = (one2) => one2.calls.some((name) => swap(name) !== name) ? { ...one2, calls: one2.calls.map(swap) } : one2;
  return {
    ...catalog,
    indexes: catalog.indexes.map(called),
    relations: catalog.relations.map((relation) => ({
      ...called(relation),
      policies: relation.policies.map(called),
      columns: relation.columns.map(called),
      constraints: relation.constraints.map((one2) => one2.kind === "check" ? called(one2) : one2),
      triggers: relation.triggers.map((one2) => ({ ...one2, routine: swap(one2.routine) })),
      partitioning: relation.partitioning === null ? null : called(relation.partitioning)
    }))
  };
}
function moveSchema(catalog, before, after) {
  const swap = (name) => {
    const parts2 = splitName(name);
    return parts2.schema === before ? relationName(after, parts2.name) : name;
  };
  const names = [...catalog.relations.keys(), ...catalog.indexes.keys()];
  const changed = names.map((name) => [name, swap(name)]).filter(([name, moved2]) => name !== moved2);
  const result = moveCalls(moveTypes(moveNames(catalog, new Map(changed)), swap), swap);
  const made = catalog.schemas.get(before);
  return {
    ...result,
    routines: result.routines.mapKeys(swap),
    publications: result.publications.map((one2) => ({
      ...one2,
      schemas: one2.schemas.map((schema) => schema === before ? after : schema)
    })),
    schemas: made === void 0 ? result.schemas : result.schemas.delete(before).set(after, made)
  };
}
function moveTypes(catalog, swap) {
  return {
    ...catalog,
    types: catalog.types.mapKeys(swap).map((type) => withBase(type, swap)),
    enumValues: catalog.enumValues.mapKeys((key) => movedValue(key, catalog.types, swap)),
    relations: catalog.relations.map((relation) => withTypes(relation, swap))
  };
}
function movedValue(key, types, swap) {
  for (let cut2 = key.indexOf(" "); cut2 > 0; cut2 = key.indexOf(" ", cut2 + 1)) {
    const type = key.slice(0, cut2);
    if (types.has(type)) return `${swap(type)}${key.slice(cut2)}`;
  }
  return key;
}
function withBase(type, swap) {
  return type.kind === "domain" && type.base !== null ? { ...type, base: movedRef(type.base, swap) } : type;
}
function withTypes(relation, swap) {
  const isConcerned = relation.columns.some(({ type }) => type !== null && movedRef(type, swap) !== type);
  if (!isConcerned) return relation;
  const columns = relation.columns.map(
    (column) => column.type === null ? column : { ...column, type: movedRef(column.type, swap) }
  );
  return { ...relation, columns };
}
function movedRef(type, swap) {
  if (!type.name.includes(".")) return type;
  const name = swap(type.name);
  return name === type.name ? type : { ...type, name };
}

// src/catalog/apply-rename-part.ts
function renameColumn(catalog, tables2, before, after) {
  const swap = (name) => name === before ? after : name;
  let result = catalog;
  for (const table3 of tables2) {
    result = edit(result, table3, (relation) => renamedIn(relation, before, after));
    result = renameInIndexes(result, table3, swap);
    result = editPublished(
      result,
      (published) => published.relation === table3 && published.columns.includes(before) ? { ...published, columns: published.columns.map(swap) } : published
    );
    const routines = editReads(
      result.routines,
      (read2) => read2.relation === table3 ? { ...read2, columns: read2.columns.map(swap) } : read2
    );
    if (routines !== result.routines) result = { ...result, routines };
    for (const sequence of result.relations.get(table3)?.sequences ?? [])
      result = edit(result, sequence, (relation) => renamedOwner(relation, before, after));
    for (const reader of result.relations.get(table3)?.readers ?? [])
      result = edit(result, reader, (relation) => renamedReads(relation, table3, before, after));
    for (const { table: other, key } of foreignKeysTo(result, table3)) {
      if (!key.referencedColumns.includes(before)) continue;
      const renamed = { ...key, referencedColumns: key.referencedColumns.map(swap) };
      result = edit(result, other, (relation) => ({
        ...relation,
        constraints: relation.constraints.set(key.name, renamed)
      }));
    }
  }
  return result;
}
function renameConstraint(catalog, tables2, before, after) {
  const [table3] = tables2;
  const constraint = table3 === void 0 ? void 0 : catalog.relations.get(table3)?.constraints.get(before);
  if (table3 === void 0 || constraint === void 0) return catalog;
  if (!("index" in constraint)) {
    const isInherited = constraint.kind === "check" || constraint.kind === "not-null";
    const concerned = isInherited ? tables2 : [table3];
    return concerned.reduce((result, each) => renameIn(result, each, before, after), catalog);
  }
  const index = relationName(splitName(constraint.index).schema, after);
  return moveNames(renameIn(catalog, table3, before, after), /* @__PURE__ */ new Map([[constraint.index, index]]));
}
function renameIn(catalog, table3, before, after) {
  return edit(catalog, table3, (relation) => {
    const constraint = relation.constraints.get(before);
    if (constraint === void 0) return relation;
    const constraints = relation.constraints.delete(before).set(after, { ...constraint, name: after });
    return { ...relation, constraints };
  });
}
function renamedIn(relation, before, after) {
  const column = relation.columns.get(before);
  const swap = (name) => name === before ? after : name;
  const columns = column === void 0 ? relation.columns : withName(relation.columns.delete(before), { ...column, name: after });
  const own2 = {
    ...relation,
    columns: columns.map(
      (one2) => one2.computedFrom.includes(before) ? { ...one2, computedFrom: one2.computedFrom.map(swap) } : one2
    ),
    outputs: relation.outputs === null ? null : { ...relation.outputs, names: relation.outputs.names.map((name) => name === null ? null : swap(name)) },
    constraints: relation.constraints.map((constraint) => renamedConstraint(constraint, swap)),
    partitionKey: relation.partitionKey.map(swap),
    partitioning: renamedKey(relation.partitioning, swap),
    triggers: relation.triggers.map((trigger) => ({ ...trigger, columns: trigger.columns.map(swap) }))
  };
  return renamedReads(own2, relation.name, before, after);
}
function renamedOwner(sequence, before, after) {
  const { ownedBy } = sequence;
  return ownedBy?.column === before ? { ...sequence, ownedBy: { ...ownedBy, column: after } } : sequence;
}
function renamedKey(partitioning, swap) {
  if (partitioning === null) return null;
  return { ...partitioning, keys: partitioning.keys.map((key) => key === null ? null : swap(key)) };
}
function renamedReads(reader, table3, before, after) {
  const renamed = (reads2) => reads2.map((read2) => {
    if (read2.relation !== table3) return read2;
    return { ...read2, columns: read2.columns.map((name) => name === before ? after : name) };
  });
  return {
    ...reader,
    query: renamed(reader.query),
    policies: reader.policies.map((policy2) => ({ ...policy2, reads: renamed(policy2.reads) })),
    rules: reader.rules.map((rule120) => ({ ...rule120, reads: renamed(rule120.reads) }))
  };
}
function withName(columns, column) {
  return columns.set(column.name, column);
}
function renamedConstraint(constraint, swap) {
  const columns = constraint.columns.map(swap);
  if (columns.every((name, at2) => name === constraint.columns[at2])) return constraint;
  if (constraint.kind === "check") {
    return { ...constraint, columns, proves: constraint.proves.map(swap), expression: null };
  }
  return { ...constraint, columns };
}
function renameInIndexes(catalog, table3, swap) {
  const names = catalog.relations.get(table3)?.indexes ?? [];
  const indexes = catalog.indexes.withMutations((all) => {
    for (const name of names) {
      const index = all.get(name);
      if (index === void 0) continue;
      const keys = index.keys.map((key) => key === null ? null : swap(key));
      all.set(name, { ...index, keys, included: index.included.map(swap), mentions: index.mentions.map(swap) });
    }
  });
  return names.length === 0 ? catalog : { ...catalog, indexes };
}

// src/catalog/apply-rename.ts
function rename(catalog, body, context) {
  const { newname = "", subname = "" } = body;
  switch (body.renameType) {
    case "OBJECT_TABLE":
    case "OBJECT_INDEX":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_FOREIGN_TABLE": {
      const before = resolveRange(catalog, context.path, body.relation);
      return renameRelation(catalog, before, relationName(splitName(before).schema, newname));
    }
    case "OBJECT_COLUMN":
    case "OBJECT_ATTRIBUTE": {
      const table3 = resolveRange(catalog, context.path, body.relation);
      const tables2 = body.relation?.inh === true ? family(catalog, table3) : [table3];
      return renameColumn(catalog, tables2, subname, newname);
    }
    case "OBJECT_TABCONSTRAINT": {
      const table3 = resolveRange(catalog, context.path, body.relation);
      return renameConstraint(catalog, family(catalog, table3), subname, newname);
    }
    case "OBJECT_TRIGGER":
      return renameInList(catalog, "triggers", body, context);
    case "OBJECT_RULE":
      return renameInList(catalog, "rules", body, context);
    case "OBJECT_POLICY":
      return renameInList(catalog, "policies", body, context);
    case "OBJECT_PUBLICATION":
      return renamePublication(catalog, text(body.object), newname);
    case "OBJECT_SCHEMA":
      return moveSchema(catalog, subname, newname);
    default:
      return renameObject(catalog, body, context);
  }
}
function setSchema(catalog, body, context) {
  const schema = body.newschema ?? "";
  const to = (name) => relationName(schema, splitName(name).name);
  const parts2 = nameParts(body.object);
  switch (body.objectType) {
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN": {
      const before = resolveObject(catalog.types, context, parts2);
      return moveType(catalog, before, to(before));
    }
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE": {
      const before = resolveObject(catalog.routines, context, parts2);
      return moveRoutine(catalog, before, to(before));
    }
    default: {
      if (body.relation === void 0) return catalog;
      const before = resolveRange(catalog, context.path, body.relation);
      const relation = catalog.relations.get(before);
      if (relation === void 0) return catalog;
      return moveNames(
        catalog,
        new Map([before, ...relation.indexes, ...relation.sequences].map((name) => [name, to(name)]))
      );
    }
  }
}
function renameRelation(catalog, before, after) {
  const index = catalog.indexes.get(before);
  if (index === void 0) return moveNames(catalog, /* @__PURE__ */ new Map([[before, after]]));
  const table3 = catalog.relations.get(index.table);
  const owner = table3?.constraints.find((constraint) => "index" in constraint && constraint.index === before);
  if (owner !== void 0) return renameConstraint(catalog, [index.table], owner.name, splitName(after).name);
  return moveNames(catalog, /* @__PURE__ */ new Map([[before, after]]));
}
function renameObject(catalog, body, context) {
  const parts2 = nameParts(body.object);
  const renamed = (name) => relationName(splitName(name).schema, body.newname ?? "");
  switch (body.renameType) {
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN": {
      const before = resolveObject(catalog.types, context, parts2);
      return moveType(catalog, before, renamed(before));
    }
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE": {
      const before = resolveObject(catalog.routines, context, parts2);
      return moveRoutine(catalog, before, renamed(before));
    }
    default:
      return catalog;
  }
}
function renameInList(catalog, list2, body, context) {
  const { subname = "", newname = "" } = body;
  return edit(catalog, resolveRange(catalog, context.path, body.relation), (relation) => {
    const members = relation[list2];
    return { ...relation, [list2]: members.map((one2) => one2.name === subname ? { ...one2, name: newname } : one2) };
  });
}

// src/catalog/apply-sequence.ts
function createSequence(catalog, body, context) {
  const making = { kind: "sequence", complete: true, keep: body.if_not_exists === true };
  const after = makeRelation(catalog, body.sequence, making, context);
  return after === catalog ? catalog : withOwner(after, nameToMake(context, body.sequence), body.options, context);
}
function alterSequence(catalog, body, context) {
  return withOwner(catalog, resolveRange(catalog, context.path, body.sequence), body.options, context);
}
function withOwner(catalog, sequence, options, context) {
  const option = bodiesOf("DefElem", options).find(({ defname }) => defname === "owned_by");
  if (option === void 0) return catalog;
  const parts2 = texts(items(option.arg));
  if (parts2.length < 2) return own(ensureNamed(catalog, sequence, "sequence").catalog, sequence, null);
  const table3 = resolveParts(catalog, context.path, parts2.slice(0, -1));
  const known2 = ensureNamed(ensureNamed(catalog, sequence, "sequence").catalog, table3).catalog;
  return own(known2, sequence, { table: table3, column: parts2.at(-1) ?? "" });
}
function own(catalog, sequence, owner) {
  const before = catalog.relations.get(sequence)?.ownedBy ?? null;
  let after = edit(catalog, sequence, (relation) => ({ ...relation, ownedBy: owner }));
  if (before !== null) {
    after = edit(after, before.table, (table3) => ({ ...table3, sequences: without2(table3.sequences, sequence) }));
  }
  if (owner === null) return after;
  return edit(after, owner.table, (table3) => ({ ...table3, sequences: withItem(table3.sequences, sequence) }));
}

// src/catalog/apply-like.ts
var CONSTRAINTS = 1 << 2;
var DEFAULTS = 1 << 3;
var GENERATED = 1 << 4;
var IDENTITY = 1 << 5;
var INDEXES = 1 << 6;
function columnsLike(catalog, relation, like, context) {
  const source2 = findRelation(catalog, context.path, like.relation);
  if (source2 === void 0) return { ...relation, complete: false };
  const options = like.options ?? 0;
  const columns = source2.columns.map((column) => columnLike(column, options, context));
  const taken2 = source2.constraints.filter(
    ({ kind }) => kind === "not-null" || kind === "check" && (options & CONSTRAINTS) !== 0
  );
  return {
    ...relation,
    complete: relation.complete && source2.complete,
    columns: relation.columns.merge(columns),
    constraints: relation.constraints.merge(taken2.map((constraint) => onNewTable(constraint, context)))
  };
}
function copyIndexesLike(catalog, name, like, context) {
  const source2 = findRelation(catalog, context.path, like.relation);
  if (source2 === void 0) return catalog;
  const options = like.options ?? 0;
  let after = catalog;
  if ((options & INDEXES) !== 0) {
    after = copyKeys(after, source2.name, name, context, true);
    after = copyIndexesApart(after, source2.name, name, context);
  }
  if ((options & IDENTITY) === 0) return after;
  for (const column of source2.columns.values()) {
    if (column.identity) after = addSequence(after, [name], column.name, context);
  }
  return after;
}
function columnLike(column, options, context) {
  const generated = (options & GENERATED) === 0 ? null : column.generated;
  const identity = (options & IDENTITY) !== 0 && column.identity;
  const isPlain = column.generated === null && !column.identity;
  const keepsDefault = isPlain && (options & DEFAULTS) !== 0;
  const hasDefault2 = keepsDefault ? column.hasDefault : identity || generated !== null;
  const computed2 = generated === null ? { computedFrom: [], calls: [] } : {};
  const sequence = keepsDefault ? column.sequence : null;
  return { ...column, generated, ...computed2, identity, hasDefault: hasDefault2, sequence, set: context.set };
}

// src/catalog/apply-table.ts
function createTable(catalog, body, context, kind = body.partspec === void 0 ? "table" : "partitioned table") {
  const name = nameToMake(context, body.relation);
  const before = catalog.relations.get(name);
  if (before !== void 0 && (body.if_not_exists === true || context.guarded === true)) return catalog;
  const cleared = before?.complete === true ? dropRelation(catalog, name) : catalog;
  const { referencedBy = [], children = [], indexes = [], readers = [] } = before?.complete === false ? before : {};
  const base = {
    ...newRelation(name, kind, context.set, true),
    temporary: isTemporary(body.relation),
    unlogged: body.relation?.relpersistence === "u",
    partitionKey: bodiesOf("PartitionElem", body.partspec?.partParams).flatMap((element) => element.name ?? []),
    partitioning: body.partspec === void 0 ? null : partitioningOf(body.partspec, catalog, context),
    referencedBy,
    children,
    indexes,
    readers
  };
  const shaped = withColumns(withRelation(cleared, base), base, body, context);
  const constrained = withConstraints(shaped, name, body, context);
  return withFollowers(constrained, name, body, context);
}
function partitioningOf(spec, catalog, context) {
  const elements = bodiesOf("PartitionElem", spec.partParams);
  return {
    strategy: STRATEGIES[spec.strategy ?? ""] ?? "range",
    keys: elements.map(({ name }) => name ?? null),
    calls: callsIn(
      elements.map(({ expr }) => expr),
      catalog,
      context.path
    )
  };
}
var STRATEGIES = {
  PARTITION_STRATEGY_LIST: "list",
  PARTITION_STRATEGY_HASH: "hash"
};
function withColumns(catalog, base, body, context) {
  let after = catalog;
  let relation = base;
  for (const parent of bodiesOf("RangeVar", body.inhRelations)) {
    const link = linkParent(after, base.name, resolveRange(after, context.path, parent), body.partbound);
    after = link.catalog;
    const linked = after.relations.get(base.name) ?? relation;
    relation = inherited(
      {
        ...relation,
        partitionOf: linked.partitionOf,
        isDefaultPartition: linked.isDefaultPartition,
        bound: linked.bound
      },
      link.parent,
      context
    );
  }
  if (body.ofTypename !== void 0) relation = ofType(after, relation, typeRef(body.ofTypename).name, context);
  for (const element of body.tableElts ?? []) relation = withElement(after, relation, element, context);
  return withRelation(after, relation);
}
function withElement(catalog, relation, element, context) {
  const like = bodyOf("TableLikeClause", element);
  if (like !== null) return columnsLike(catalog, relation, like, context);
  const definition = bodyOf("ColumnDef", element);
  if (definition === null) return relation;
  const column = merged(relation, columnFrom(catalog, definition, context), definition);
  return { ...relation, columns: relation.columns.set(column.name, column) };
}
function merged(relation, own2, definition) {
  const before = relation.columns.get(own2.name);
  if (before === void 0) return own2;
  const type = definition.typeName === void 0 ? before.type : own2.type;
  return {
    ...own2,
    type,
    notNull: before.notNull,
    hasDefault: own2.hasDefault === true ? true : before.hasDefault,
    generated: own2.generated ?? before.generated,
    computedFrom: own2.generated === null ? before.computedFrom : own2.computedFrom,
    calls: own2.hasDefault === true ? own2.calls : before.calls,
    sequence: own2.hasDefault === true ? own2.sequence : before.sequence,
    identity: own2.identity || before.identity
  };
}
function ofType(catalog, relation, type, context) {
  const name = type.includes(".") ? type : resolveParts(catalog, context.path, [type]);
  const composite = catalog.relations.get(name);
  if (composite === void 0) return { ...relation, complete: false };
  const columns = composite.columns.map((column) => ({ ...column, set: context.set }));
  return { ...relation, columns, complete: relation.complete && composite.complete };
}
function withConstraints(catalog, name, body, context) {
  const columns = bodiesOf("ColumnDef", body.tableElts).flatMap(columnRequests);
  const own2 = bodiesOf("Constraint", [...body.tableElts ?? [], ...body.constraints ?? []]);
  const requests = inOrder([...columns, ...own2.map((node) => tableRequest(node, true))]);
  let after = catalog;
  for (const request of distinctKeys(requests)) after = addConstraint(after, name, request, context);
  return after;
}
function distinctKeys(requests) {
  const kept = /* @__PURE__ */ new Map();
  requests.forEach((request, at2) => {
    const key = isPlainKey(request) ? `${String(request.deferred)} ${JSON.stringify(request.columns)}` : String(at2);
    const first = kept.get(key);
    const { conname } = request.node;
    if (first === void 0) kept.set(key, request);
    else if (first.node.conname === void 0 && conname !== void 0) {
      kept.set(key, { ...first, node: { ...first.node, conname } });
    }
  });
  return [...kept.values()];
}
function isPlainKey({ node }) {
  const isKey = node.contype === "CONSTR_PRIMARY" || node.contype === "CONSTR_UNIQUE";
  return isKey && (node.including ?? []).length === 0;
}
function withFollowers(catalog, name, body, context) {
  let after = catalog;
  for (const definition of bodiesOf("ColumnDef", body.tableElts))
    after = withSequence(after, [name], definition, context);
  after = linkSequences(after, name);
  for (const like of bodiesOf("TableLikeClause", body.tableElts)) after = copyIndexesLike(after, name, like, context);
  const parent = after.relations.get(name)?.partitionOf ?? null;
  return body.partbound === void 0 || parent === null ? after : copyFromParent(after, parent, name, context);
}

// src/catalog/apply-trigger.ts
var EVENTS = [
  [1 << 2, "insert"],
  [1 << 3, "delete"],
  [1 << 4, "update"],
  [1 << 5, "truncate"]
];
function createTrigger(catalog, body, context) {
  const found2 = ensureRelation(catalog, context, body.relation);
  const trigger = {
    name: body.trigname ?? "",
    columns: [.../* @__PURE__ */ new Set([...texts(body.columns), ...columnsIn(body.whenClause)])],
    events: EVENTS.filter(([bit]) => ((body.events ?? 0) & bit) !== 0).map(([, event]) => event),
    deferrable: body.deferrable === true,
    routine: resolveObject(catalog.routines, context, texts(body.funcname))
  };
  return withMember(found2.catalog, found2.relation.name, "triggers", trigger);
}
function createPolicy(catalog, body, context) {
  const found2 = ensureRelation(catalog, context, body.table);
  const table3 = found2.relation.name;
  const reads2 = readsOfTable([body.qual, body.with_check], table3, namesOf(table3), found2.catalog, context.path);
  const calls = callsIn([body.qual, body.with_check], catalog, context.path);
  const policy2 = { name: body.policy_name ?? "", command: commandOf(body.cmd_name), reads: reads2, calls };
  return linkReads(withMember(found2.catalog, table3, "policies", policy2), table3, reads2);
}
function alterPolicy(catalog, body, context) {
  const found2 = ensureRelation(catalog, context, body.table);
  const table3 = found2.relation.name;
  const before = found2.relation.policies.find(({ name }) => name === body.policy_name);
  if (before === void 0 || body.qual === void 0 && body.with_check === void 0) return catalog;
  const reads2 = readsOfTable([body.qual, body.with_check], table3, namesOf(table3), found2.catalog, context.path);
  const calls = callsIn([body.qual, body.with_check], catalog, context.path);
  return linkReads(withMember(found2.catalog, table3, "policies", { ...before, reads: reads2, calls }), table3, reads2);
}
function createRule(catalog, body, context) {
  const found2 = ensureRelation(catalog, context, body.relation);
  const table3 = found2.relation.name;
  const reads2 = readsOfTable(
    [body.whereClause, ...body.actions ?? []],
    table3,
    ["new", "old"],
    found2.catalog,
    context.path
  );
  return linkReads(withMember(found2.catalog, table3, "rules", { name: body.rulename ?? "", reads: reads2 }), table3, reads2);
}
function namesOf(table3) {
  return [splitName(table3).name];
}
function commandOf(written2) {
  switch (written2) {
    case "select":
    case "insert":
    case "update":
    case "delete":
      return written2;
    default:
      return "all";
  }
}
function withMember(catalog, table3, list2, member) {
  return edit(catalog, table3, (relation) => {
    const members = relation[list2];
    return { ...relation, [list2]: [...members.filter(({ name }) => name !== member.name), member] };
  });
}

// src/catalog/apply-type.ts
function createType(catalog, names, type, context) {
  const name = newName(context.path, texts(names));
  if (context.guarded === true && catalog.types.has(name)) return catalog;
  return { ...catalog, types: catalog.types.set(name, type) };
}
function createComposite(catalog, body, context) {
  const { schemaname, relname = "" } = body.typevar ?? {};
  const name = newName(context.path, schemaname === void 0 ? [relname] : [schemaname, relname]);
  if (context.guarded === true && catalog.types.has(name)) return catalog;
  const columns = bodiesOf("ColumnDef", body.coldeflist).map((definition) => {
    const column = columnFrom(catalog, definition, context);
    return [column.name, column];
  });
  const relation = newRelation(name, "composite type", context.set, true);
  const after = withRelation(catalog, { ...relation, columns: relation.columns.merge(columns) });
  return { ...after, types: after.types.set(name, { kind: "other", set: context.set }) };
}
function createDomain(catalog, body, context) {
  const base = body.typeName === void 0 ? null : resolveType(catalog, context, body.typeName);
  const below = base === null ? void 0 : findType(catalog, context.path, base);
  const constrained = bodiesOf("Constraint", body.constraints).some(({ contype }) => constrains(contype));
  const overConstrained = below?.kind === "domain" && below.constrained;
  const domain = { kind: "domain", base, constrained: constrained || overConstrained, set: context.set };
  return createType(catalog, body.domainname, domain, context);
}
function alterDomain(catalog, body, context) {
  if (body.subtype !== "O" && body.subtype !== "C") return catalog;
  const name = resolveObject(catalog.types, context, texts(body.typeName));
  const before = catalog.types.get(name);
  if (before !== void 0 && before.kind !== "domain") return catalog;
  const known2 = before ?? { kind: "domain", base: null, set: 0 };
  return { ...catalog, types: catalog.types.set(name, { ...known2, constrained: true }) };
}
function alterEnum(catalog, body, context) {
  const type = resolveObject(catalog.types, context, texts(body.typeName));
  const added2 = `${type} ${body.newVal ?? ""}`;
  if (body.oldVal !== void 0) {
    const before = `${type} ${body.oldVal}`;
    const transaction2 = catalog.enumValues.get(before);
    if (transaction2 === void 0) return catalog;
    return { ...catalog, enumValues: catalog.enumValues.delete(before).set(added2, transaction2) };
  }
  const types = catalog.types.has(type) ? catalog.types : catalog.types.set(type, { kind: "enum", set: 0, transaction: 0 });
  if (body.skipIfNewValExists === true && catalog.enumValues.has(added2)) return catalog;
  return { ...catalog, types, enumValues: catalog.enumValues.set(added2, context.transaction) };
}
function constrains(contype) {
  return contype === "CONSTR_CHECK" || contype === "CONSTR_NOTNULL";
}

// src/catalog/apply.ts
function applyStatement(catalog, node, context) {
  switch (node.tag) {
    case "CreateStmt":
      return createTable(catalog, node.body, context);
    case "CreateForeignTableStmt":
      return createTable(catalog, node.body.base ?? {}, context, "foreign table");
    case "AlterTableStmt":
      return alterTable(catalog, node.body, context);
    case "IndexStmt":
      return createIndex(catalog, node.body, context);
    case "DropStmt":
      return drop(catalog, node.body, context);
    case "RenameStmt":
      return rename(catalog, node.body, context);
    case "AlterObjectSchemaStmt":
      return setSchema(catalog, node.body, context);
    case "CreateTableAsStmt":
      return createTableAs(catalog, node.body, context);
    case "SelectStmt":
      return selectInto(catalog, node.body, context);
    case "ViewStmt":
      return createView(catalog, node.body, context);
    case "RefreshMatViewStmt":
      return refresh(catalog, node.body, context);
    case "CreateSeqStmt":
      return createSequence(catalog, node.body, context);
    case "AlterSeqStmt":
      return alterSequence(catalog, node.body, context);
    case "CreateTrigStmt":
      return createTrigger(catalog, node.body, context);
    case "CreatePolicyStmt":
      return createPolicy(catalog, node.body, context);
    case "AlterPolicyStmt":
      return alterPolicy(catalog, node.body, context);
    case "RuleStmt":
      return createRule(catalog, node.body, context);
    case "DiscardStmt":
      return isOfTemporary(node.body.target) ? dropSchema(catalog, TEMPORARY_SCHEMA) : catalog;
    default:
      return applyOther(catalog, node, context);
  }
}
function applyRoutine(catalog, items2, context) {
  const guarded = { ...context, guarded: true };
  let after = catalog;
  const pending = items2.toReversed();
  for (let item = pending.pop(); item !== void 0; item = pending.pop()) {
    for (const inner of (inside(item) ?? []).toReversed()) pending.push(inner);
    if (item.kind !== "statement") continue;
    const { span, node } = item.statement;
    after = applyStatement(after, node, { ...guarded, sql: item.source.sql.slice(span.start, span.end) });
  }
  return after;
}
function applyOther(catalog, node, context) {
  const { set: set2, transaction: transaction2 } = context;
  switch (node.tag) {
    case "CreateEnumStmt":
      return createType(catalog, node.body.typeName, { kind: "enum", set: set2, transaction: transaction2 }, context);
    case "CreateRangeStmt":
      return createType(catalog, node.body.typeName, { kind: "other", set: set2 }, context);
    case "DefineStmt":
      if (node.body.kind !== "OBJECT_TYPE") return catalog;
      return createType(catalog, node.body.defnames, { kind: "other", set: set2 }, context);
    case "CompositeTypeStmt":
      return createComposite(catalog, node.body, context);
    case "CreateDomainStmt":
      return createDomain(catalog, node.body, context);
    case "AlterDomainStmt":
      return alterDomain(catalog, node.body, context);
    case "AlterEnumStmt":
      return alterEnum(catalog, node.body, context);
    case "CreateFunctionStmt":
      return createFunction(catalog, node.body, context);
    case "AlterFunctionStmt":
      return alterFunction(catalog, node.body, context);
    case "CreatePublicationStmt":
      return createPublication(catalog, node.body, context);
    case "AlterPublicationStmt":
      return alterPublication(catalog, node.body, context);
    case "CreateSubscriptionStmt":
    case "AlterSubscriptionStmt":
      return withSlot(catalog, node.body);
    case "DropSubscriptionStmt":
      return { ...catalog, subscriptions: catalog.subscriptions.delete(node.body.subname ?? "") };
    case "CreateExtensionStmt": {
      const name = node.body.extname ?? "";
      return catalog.extensions.has(name) ? catalog : { ...catalog, extensions: catalog.extensions.set(name, set2) };
    }
    case "CreateEventTrigStmt":
      return { ...catalog, eventTriggers: catalog.eventTriggers.set(node.body.trigname ?? "", set2) };
    case "CreateSchemaStmt":
      return createSchema(catalog, node.body, context);
    default:
      return catalog;
  }
}
function createSchema(catalog, body, context) {
  const name = body.schemaname ?? body.authrole?.rolename ?? "";
  const inside2 = { ...context, path: [name, ...context.path] };
  const schemas = catalog.schemas.has(name) ? catalog.schemas : catalog.schemas.set(name, context.set);
  let after = { ...catalog, schemas };
  for (const element of body.schemaElts ?? []) {
    const node = statementNode(element);
    if (node !== null) after = applyStatement(after, node, inside2);
  }
  return after;
}
function isOfTemporary(target) {
  return target === "DISCARD_ALL" || target === "DISCARD_TEMP";
}

// src/catalog/from-sql.ts
function catalogFromSql(texts2) {
  let catalog = EMPTY_CATALOG;
  for (const text2 of texts2) {
    const { sql: sql2, pieces } = parseSource(text2);
    catalog = applyPieces(catalog, sql2, pieces);
  }
  return catalog;
}
function applyPieces(before, sql2, pieces, after = (catalog) => catalog) {
  let catalog = before;
  let session = NEW_SESSION;
  let atBegin = before;
  for (const piece of pieces) {
    const text2 = sql2.slice(piece.span.start, piece.span.end);
    const context = { set: 0, transaction: 0, path: effective(session).searchPath, sql: text2 };
    if (piece.readable) {
      const wasOutside = session.transaction === null;
      session = advance(session, piece.node, NO_EFFECTS, 0);
      if (wasOutside) atBegin = catalog;
      else if (isRollback(piece.node)) catalog = atBegin;
      catalog = applied(catalog, piece, text2, context);
    }
    catalog = after(catalog, piece, context);
  }
  return /temp/i.test(sql2) ? dropSchema(catalog, TEMPORARY_SCHEMA) : catalog;
}
function applied(catalog, { node }, sql2, context) {
  const done = applyStatement(catalog, node, context);
  return node.tag === "DoStmt" ? applyBlock(done, node, sql2, context) : done;
}
function applyBlock(catalog, node, sql2, context) {
  const routine = routineOf(node, sql2);
  return routine?.ok === true ? applyRoutine(catalog, routine.items, context) : catalog;
}
function isRollback(node) {
  return node.tag === "TransactionStmt" && node.body.kind === "TRANS_STMT_ROLLBACK";
}

// src/sql/versions.ts
var SINCE = {
  // What a statement does.
  "default without a rewrite": 11,
  "COMMIT in PL/pgSQL": 11,
  "NOT NULL proved by a CHECK": 12,
  "zones of offset zero": 12,
  "ADD VALUE in a transaction": 12,
  "ATTACH PARTITION without blocking the parent": 12,
  "ALTER INDEX RENAME without blocking": 12,
  "REINDEX of partitioned tables": 14,
  "DETACH PARTITION locks the partition": 14,
  "subscriptions refreshed outside a transaction": 14,
  "generated columns keep their columns": 15,
  "CLUSTER of partitioned tables": 15,
  "identity of partitioned tables": 17,
  "keys lock partitions like their parent": 18,
  "constraints of a parent alone lock its children": 18,
  "NOT NULL of ONLY a partitioned table refused": 18,
  "DROP CONSTRAINT from ONLY a partitioned table": 18,
  "VACUUM goes down to children": 18,
  "SET UNLOGGED refused on partitioned tables": 18,
  "GRANT locks its tables": 18,
  "COPY of materialized views": 18,
  // What the grammar or the command understands.
  "REINDEX CONCURRENTLY": 12,
  "STORED generated columns": 12,
  "DROP EXPRESSION": 13,
  "ALTER TYPE … SET": 13,
  "DETACH PARTITION … CONCURRENTLY": 14,
  "CREATE OR REPLACE TRIGGER": 14,
  "COMPRESSION of a column": 14,
  "REINDEX with options": 14,
  "bodies in BEGIN ATOMIC or RETURN": 14,
  "CREATE STATISTICS on expressions": 14,
  "GROUP BY DISTINCT": 14,
  MERGE: 15,
  "NULLS NOT DISTINCT": 15,
  "SET ACCESS METHOD": 15,
  "ON DELETE SET with columns": 15,
  "security_invoker views": 15,
  "publications of schemas": 15,
  "publications of columns or rows": 15,
  "UNLOGGED sequences": 15,
  "REFRESH COLLATION VERSION of a database": 15,
  "STORAGE in a column definition": 16,
  "STORAGE DEFAULT": 16,
  "CREATE STATISTICS without a name": 16,
  "SET EXPRESSION": 17,
  "SET ACCESS METHOD on partitioned tables": 17,
  "SET ACCESS METHOD DEFAULT": 17,
  "EXCLUDE constraints on partitioned tables": 17,
  "MERGE with RETURNING": 17,
  "WHEN NOT MATCHED BY SOURCE": 17,
  "GRANT MAINTAIN": 17,
  "VACUUM or ANALYZE of ONLY a table": 18,
  "NOT NULL constraints with a name": 18,
  "NOT ENFORCED constraints": 18,
  "VIRTUAL generated columns": 18,
  "WITHOUT OVERLAPS and PERIOD": 18,
  "NOT VALID foreign keys on a partitioned table": 18,
  "ALTER CONSTRAINT … ENFORCED": 18,
  "ALTER CONSTRAINT … INHERIT": 18
};
function isSince2(version, feature) {
  return version >= SINCE[feature];
}
function notBefore(version, feature) {
  return newerThan(version, feature, SINCE[feature]);
}
var FUNCTIONS_SINCE = new Map([
  ...majorOf(14, "date_bin string_to_table trim_array unistr bit_count"),
  ...majorOf(15, "regexp_count regexp_instr regexp_like regexp_substr"),
  ...majorOf(16, "random_normal array_sample array_shuffle any_value date_add date_subtract system_user"),
  ...majorOf(17, "to_bin to_oct uuid_extract_timestamp uuid_extract_version xmltext"),
  ...majorOf(18, "uuidv4 uuidv7 array_reverse array_sort casefold crc32 crc32c gamma lgamma")
]);
function majorOf(major, names) {
  return names.split(" ").map((name) => [name, major]);
}
function functionNotBefore(version, name) {
  const major = FUNCTIONS_SINCE.get(name);
  return major === void 0 || version >= major ? null : newerThan(version, `the function ${name}()`, major);
}
function newerThan(version, what, major) {
  return `not in PostgreSQL ${version}: ${what} ${/[^S]s$/.test(what) ? "need" : "needs"} ${major}`;
}

// src/effects/moment.ts
function momentOf(catalog, session, set2, version) {
  return { catalog, session, settings: effective(session), set: set2, version, inRoutine: false };
}
function named(moment, range) {
  return resolveRange(moment.catalog, moment.settings.searchPath, range);
}
function namedByParts(moment, parts2) {
  return resolveParts(moment.catalog, moment.settings.searchPath, parts2);
}
function relationOf2(moment, name) {
  return moment.catalog.relations.get(name);
}
function isPartitioned(moment, name) {
  return relationOf2(moment, name)?.kind === "partitioned table";
}
function exists(moment, name) {
  const known2 = moment.catalog.relations.get(name);
  return known2 === void 0 || known2.set !== moment.set;
}
function lock(moment, relation, mode) {
  return { relation, mode, existing: exists(moment, relation) };
}
function lockFamily(moment, relation, mode, only2 = false) {
  const names = only2 ? [relation] : family(moment.catalog, relation);
  return names.map((name) => lock(moment, name, mode));
}
function lockIndexes(moment, table3, mode, among = () => true) {
  return (relationOf2(moment, table3)?.indexes ?? []).flatMap((name) => {
    const index = moment.catalog.indexes.get(name);
    if (index === void 0 || !among(index)) return [];
    return [{ relation: name, mode, existing: index.set !== moment.set }];
  });
}
function touch(moment, relation, because2, certainty = "certain") {
  return { relation, existing: exists(moment, relation), certainty, because: because2, part: 0 };
}
function touchRows(moment, relation, because2, only2 = false, certainty = "certain") {
  const names = only2 ? [relation] : family(moment.catalog, relation);
  const withRows = names.filter((name) => relationOf2(moment, name)?.kind !== "partitioned table");
  if (withRows.length === 0)
    return exists(moment, relation) && !only2 ? [touch(moment, relation, because2, "possible")] : [];
  return withRows.map((name) => touch(moment, name, because2, certainty));
}
function parentsOf(moment, relation) {
  return ancestors(moment.catalog, relation);
}
function defaultPartitionOf(moment, parent) {
  const children = relationOf2(moment, parent)?.children ?? [];
  return children.find((child) => relationOf2(moment, child)?.isDefaultPartition === true) ?? null;
}
function lockSequences(moment, table3, columns, mode) {
  const wanted = new Set(columns);
  const sequences = (relationOf2(moment, table3)?.sequences ?? []).filter(
    (name) => wanted.has(relationOf2(moment, name)?.ownedBy?.column ?? "")
  );
  return sequences.map((name) => lock(moment, name, mode));
}

// src/effects/known.ts
function isSure(thing, moment) {
  return thing !== void 0 && !moment.inRoutine && (thing.set === 0 || thing.set === moment.set);
}
function completeOf(moment, table3) {
  const relation = relationOf2(moment, table3);
  return relation?.complete === true && isSure(relation, moment) ? relation : null;
}
function noSuchColumn(table3, column, added2, moment) {
  const relation = completeOf(moment, table3);
  if (relation === null || relation.columns.has(column) || added2.includes(column)) return null;
  return `column ${identifier(column)} of ${shortName(table3)} does not exist`;
}
var CHOSEN = /_(?:fkey|check|key|pkey|excl|not_null)\d*$/;
function noSuchConstraint(table3, name, moment) {
  const relation = completeOf(moment, table3);
  if (relation === null || relation.constraints.has(name) || CHOSEN.test(name)) return null;
  return `constraint ${identifier(name)} of ${shortName(table3)} does not exist`;
}
function isTaken2(name, moment) {
  const relation = relationOf2(moment, name);
  const isMade = relation?.complete === true || relation?.kind === "view" || relation?.kind === "materialized view";
  if (relation !== void 0) return isMade && isSure(relation, moment);
  return isSure(moment.catalog.indexes.get(name), moment);
}
function existsAlready(name, moment) {
  return isTaken2(name, moment) ? `relation ${shortName(name)} already exists` : null;
}
function columnExists(table3, column, moment) {
  const known2 = relationOf2(moment, table3)?.columns.get(column);
  return isSure(known2, moment) && isSure(relationOf2(moment, table3), moment) ? `column ${identifier(column)} of ${shortName(table3)} already exists` : null;
}
function constraintExists2(table3, name, dropped3, moment) {
  if (name === void 0 || dropped3.includes(name)) return null;
  const known2 = relationOf2(moment, table3)?.constraints.get(name);
  if (known2 === void 0 || known2.kind === "not-null" || !isSure(known2, moment)) return null;
  return `constraint ${identifier(name)} of ${shortName(table3)} already exists`;
}

// src/effects/key.ts
function keyRefusal(constraint, columns, table3, dropped3, moment) {
  return secondPrimaryKey(constraint, table3, dropped3, moment) ?? (constraint.indexname === void 0 ? partitionKeyRefusal(table3, constraint.contype === "CONSTR_EXCLUSION" ? excluded(constraint) : columns, moment) : usingIndexRefusal(constraint, table3, moment));
}
function excluded({ exclusions }) {
  return (exclusions ?? []).map((one2) => bodyOf("IndexElem", items(one2)[0])?.name ?? null);
}
function secondPrimaryKey(constraint, table3, dropped3, moment) {
  if (constraint.contype !== "CONSTR_PRIMARY") return null;
  const known2 = relationOf2(moment, table3)?.constraints.find((one2) => one2.kind === "primary-key");
  if (known2 === void 0 || dropped3.includes(known2.name) || !isSure(known2, moment)) return null;
  return `multiple primary keys for table ${shortName(table3)} are not allowed`;
}
function partitionKeyRefusal(table3, columns, moment) {
  const relation = relationOf2(moment, table3);
  const keys = relation?.partitioning?.keys;
  if (keys === void 0 || columns === null || !isSure(relation, moment)) return null;
  return missesKey(keys, columns);
}
function missesKey(keys, columns) {
  if (keys.includes(null)) return "unsupported unique constraint with an expression in the partition key";
  const isWhole = keys.every((key) => columns.includes(key));
  return isWhole ? null : "unique constraint on partitioned table must include all partitioning columns";
}
function usingIndexRefusal(constraint, table3, moment) {
  if (moment.inRoutine) return null;
  if (relationOf2(moment, table3)?.kind === "partitioned table")
    return "ADD CONSTRAINT USING INDEX is not supported on partitioned tables";
  const name = relationName(splitName(table3).schema, constraint.indexname ?? "");
  const index = moment.catalog.indexes.get(name);
  if (index === void 0 || !isSure(index, moment)) return null;
  const flaw = index.table === table3 ? flawOf(index) : `belongs to ${shortName(index.table)}`;
  return flaw === null ? null : `index ${identifier(constraint.indexname ?? "")} ${flaw}`;
}
function flawOf(index) {
  if (!index.unique) return "is not a unique index";
  if (index.keys.includes(null)) return "contains expressions";
  if (index.partial) return "is a partial index";
  if (!index.valid) return "is not valid";
  return index.keyOptions.some(({ reordered }) => reordered) ? "does not have default sorting behavior" : null;
}

// src/effects/storage.ts
function setPersistence(table3, command2, moment) {
  const known2 = relationOf2(moment, table3);
  const locks = [lock(moment, table3, "ACCESS EXCLUSIVE")];
  if (known2?.kind === "sequence") return effectsOf({ locks });
  if (known2?.kind === "partitioned table") {
    const refused = isSince2(moment.version, "SET UNLOGGED refused on partitioned tables");
    return effectsOf({ locks, fails: refused ? `${command2} on a partitioned table` : null });
  }
  if (known2?.complete === true && known2.unlogged === (command2 === "SET UNLOGGED")) return effectsOf({ locks });
  const certainty = known2?.complete === true || command2 === "SET UNLOGGED" ? "certain" : "possible";
  return effectsOf({ locks, rewrites: [touch(moment, table3, { id: "copied", command: command2 }, certainty)] });
}
function setAccessMethod(cmd, table3, moment) {
  const locks = [lock(moment, table3, "ACCESS EXCLUSIVE")];
  if (relationOf2(moment, table3)?.kind === "partitioned table") {
    const refused = !isSince2(moment.version, "SET ACCESS METHOD on partitioned tables");
    return effectsOf({
      locks,
      fails: refused ? notBefore(moment.version, "SET ACCESS METHOD on partitioned tables") : null
    });
  }
  const same = cmd.name === "heap" || cmd.name === void 0;
  const because2 = { id: "copied", command: "SET ACCESS METHOD" };
  return effectsOf({ locks, rewrites: touchRows(moment, table3, because2, true, same ? "possible" : "certain") });
}
function setTablespace(cmd, table3, moment) {
  const because2 = { id: "copied", command: "SET TABLESPACE" };
  const locks = [lock(moment, table3, "ACCESS EXCLUSIVE")];
  const certainty = cmd.name === "pg_default" ? "possible" : "certain";
  return effectsOf({ locks, rewrites: touchRows(moment, table3, because2, true, certainty) });
}
function moveAll(body, moment) {
  if (body.orig_tablespacename !== "pg_default" || body.new_tablespacename === "pg_default") return NO_EFFECTS;
  const because2 = { id: "copied", command: "SET TABLESPACE" };
  const moved2 = [...moment.catalog.relations.values()].filter(({ kind }) => isMoved(kind, body.objtype));
  return effectsOf({
    locks: moved2.map(({ name }) => lock(moment, name, "ACCESS EXCLUSIVE")),
    rewrites: moved2.filter(({ kind }) => kind !== "partitioned table").map(({ name }) => touch(moment, name, because2))
  });
}
function isMoved(kind, objtype) {
  if (objtype === "OBJECT_MATVIEW") return kind === "materialized view";
  return objtype === "OBJECT_TABLE" && (kind === "table" || kind === "partitioned table");
}
function setStorageOptions(names, view) {
  return view || names.includes("user_catalog_table") ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
}

// src/effects/index-build.ts
var REFUSES_TRANSACTION = "cannot run inside a transaction block";
var REFUSES_PARTITIONED = "is not supported on a partitioned table";
function createIndex2(body, moment) {
  const table3 = named(moment, body.relation);
  const only2 = body.relation?.inh !== true;
  const known2 = relationOf2(moment, table3);
  const because2 = { id: "index-build", index: body.idxname ?? null };
  const refused = createIndexRefusal(body, table3, moment);
  if (body.concurrent === true) {
    const locks2 = [lock(moment, table3, "SHARE UPDATE EXCLUSIVE")];
    const fails = transactionRefusal(moment) ?? partitionedRefusal(known2, "CREATE INDEX CONCURRENTLY") ?? refused;
    return effectsOf({ locks: locks2, scans: [touch(moment, table3, because2)], fails });
  }
  const own2 = only2 || known2?.kind !== "partitioned table";
  const locks = lockFamily(moment, table3, "SHARE", own2);
  const skipped = body.if_not_exists === true && isThere(moment, table3, body.idxname);
  const onlyParent = only2 && known2?.kind === "partitioned table";
  const scans = skipped || onlyParent ? [] : touchRows(moment, table3, because2, own2);
  return effectsOf({ locks, scans, fails: refused });
}
function createIndexRefusal(body, table3, moment) {
  const name = body.idxname === void 0 ? null : relationName(splitName(table3).schema, body.idxname);
  const taken2 = name === null || body.if_not_exists === true ? null : existsAlready(name, moment);
  if (taken2 !== null || body.unique !== true) return taken2;
  const keys = bodiesOf("IndexElem", body.indexParams).map((key) => key.name ?? null);
  return partitionKeyRefusal(table3, keys, moment);
}
function isThere(moment, table3, name) {
  return (relationOf2(moment, table3)?.indexes ?? []).some((index) => index.endsWith(`.${name ?? ""}`));
}
function transactionRefusal(moment) {
  return moment.session.transaction !== null || moment.inRoutine ? REFUSES_TRANSACTION : null;
}
function partitionedRefusal(relation, what) {
  return relation?.kind === "partitioned table" ? `${what} ${REFUSES_PARTITIONED}` : null;
}
function alterIndex2(index, cmds, moment) {
  const locks = [];
  const table3 = moment.catalog.indexes.get(index)?.table;
  const moves = cmds.some((cmd) => cmd.subtype === "AT_SetTableSpace") && table3 !== void 0;
  for (const cmd of cmds) {
    const mode = indexLock(cmd, moment);
    locks.push({ relation: index, mode, existing: moment.catalog.indexes.get(index)?.set !== moment.set });
    const attached2 = cmd.subtype === "AT_AttachPartition" ? bodyOf("PartitionCmd", cmd.def)?.name : void 0;
    if (attached2 === void 0) continue;
    const part = named(moment, attached2);
    locks.push(lock(moment, part, "ACCESS EXCLUSIVE"));
    for (const owner of [table3, moment.catalog.indexes.get(part)?.table])
      if (owner !== void 0) locks.push(lock(moment, owner, "ACCESS SHARE"));
  }
  const rebuildsIndexes = moves ? [touch(moment, table3, { id: "copied", command: "SET TABLESPACE" })] : [];
  return { ...NO_EFFECTS, locks, rebuildsIndexes };
}
function indexLock(cmd, moment) {
  switch (cmd.subtype) {
    case "AT_AttachPartition":
      return isSince2(moment.version, "ATTACH PARTITION without blocking the parent") ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
    case "AT_SetRelOptions":
    case "AT_ResetRelOptions":
      return indexOptionsLock(bodiesOf("DefElem", items(cmd.def)).map((option) => option.defname ?? ""));
    case "AT_SetStatistics":
      return "SHARE UPDATE EXCLUSIVE";
    default:
      return "ACCESS EXCLUSIVE";
  }
}
function indexOptionsLock(names) {
  const strong2 = ["fastupdate", "gin_pending_list_limit", "buffering", "pages_per_range", "autosummarize"];
  return names.some((name) => strong2.includes(name)) ? "ACCESS EXCLUSIVE" : setStorageOptions(names, false);
}

// src/effects/called-body.ts
var REFUSES_COMMIT = "invalid transaction termination: COMMIT inside DO needs a DO that runs outside a transaction block";
var REFUSES_COMMIT_GUARDED = "cannot commit while a subtransaction is active";
var REFUSES_COMMIT_IN_FUNCTION = "invalid transaction termination: a function cannot COMMIT";
function calledBody(node, sql2, moment) {
  switch (node.tag) {
    case "DoStmt":
      return routineOf(node, sql2);
    case "CallStmt":
      return merged2([node.body.funccall?.funcname ?? []].map(texts), moment);
    case "SelectStmt":
    case "InsertStmt":
    case "UpdateStmt":
    case "DeleteStmt": {
      if (moment.catalog.routines.size === 0) return null;
      const body = merged2(
        findAll("FuncCall", node.body).map((call) => texts(call.funcname)),
        moment
      );
      if (body?.ok !== true || node.tag === "SelectStmt" && node.body.fromClause === void 0) return body;
      return { ok: true, items: [{ kind: "loop", items: body.items }] };
    }
    default:
      return null;
  }
}
function merged2(names, moment) {
  const bodies = names.flatMap((name) => {
    const known2 = findRoutine(moment.catalog, moment.settings.searchPath, name);
    if (known2 === void 0 || known2.definition === null || known2.volatility !== "volatile") return [];
    return routineOf(known2.definition.node, known2.definition.sql) ?? [];
  });
  const [first] = bodies;
  if (first === void 0 || bodies.length === 1) return first ?? null;
  return bodies.find((body) => !body.ok) ?? { ok: true, items: bodies.flatMap((body) => body.ok ? body.items : []) };
}
function refusedCommit(node, items2, moment, atomic) {
  if (!endsTransaction(items2)) return null;
  if (!isSince2(moment.version, "COMMIT in PL/pgSQL")) return notBefore(moment.version, "COMMIT in PL/pgSQL");
  if (node.tag !== "DoStmt" && node.tag !== "CallStmt") return REFUSES_COMMIT_IN_FUNCTION;
  if (atomic) return REFUSES_COMMIT;
  return items2.some(endsGuarded) ? REFUSES_COMMIT_GUARDED : null;
}
function endsTransaction(items2) {
  return items2.some(
    (item) => item.kind === "commit" || item.kind === "rollback" || endsTransaction(inside(item) ?? [])
  );
}
function endsGuarded(item) {
  return item.kind === "guarded" ? endsTransaction(item.items) : (inside(item) ?? []).some(endsGuarded);
}

// src/effects/query-locks.ts
function tablesIn(root, moment, outer) {
  return [...new Set(rangesIn(root, outer).map((range) => named(moment, range)))];
}
function rangesIn(root, outer) {
  const ranges2 = [];
  const queries = new Set(outer?.keys());
  walk(root, (tag, body) => {
    if (tag === "RangeVar") ranges2.push(body);
    else if (tag === "CommonTableExpr" && "ctename" in body && typeof body.ctename === "string")
      queries.add(body.ctename);
  });
  return ranges2.filter((range) => range.schemaname !== void 0 || !queries.has(range.relname ?? ""));
}
function lockQuery(root, except, moment, outer) {
  const modeOf = lockingMode(root);
  return rangesIn(root, outer).flatMap((range) => {
    const name = named(moment, range);
    return except.includes(name) ? [] : lockShown(name, modeOf(range), moment, range.inh !== true);
  });
}
function lockShown(first, mode, moment, only2 = false) {
  const found2 = /* @__PURE__ */ new Set();
  const pending = [first];
  for (let name = pending.pop(); name !== void 0; name = pending.pop()) {
    if (found2.has(name)) continue;
    found2.add(name);
    const relation = relationOf2(moment, name);
    if (relation?.kind === "view") pending.push(...relation.query.map((read2) => read2.relation));
    else if (!(only2 && name === first)) pending.push(...family(moment.catalog, name));
  }
  return [...found2].map((name) => lock(moment, name, mode));
}
function lockParsed(root, moment) {
  if (root === void 0) return [];
  const changes2 = [
    ...findAll("InsertStmt", root),
    ...findAll("UpdateStmt", root),
    ...findAll("DeleteStmt", root),
    ...findAll("MergeStmt", root)
  ];
  const modeOf = lockingMode(root);
  return [
    ...changes2.map(({ relation }) => lock(moment, named(moment, relation), "ROW EXCLUSIVE")),
    ...rangesIn(root).map((range) => lock(moment, named(moment, range), modeOf(range)))
  ];
}
function lockRewritten(root, moment) {
  if (root === void 0) return [];
  const written2 = new Set(tablesIn(root, moment));
  const behind = lockQuery(root, [], moment).filter(
    ({ relation }) => !written2.has(relation) && (relationOf2(moment, relation)?.partitionOf ?? null) === null
  );
  return [...lockParsed(root, moment), ...behind];
}
function lockingMode(root) {
  const clauses = findAll("LockingClause", root).map(
    ({ lockedRels }) => (lockedRels ?? []).flatMap((node) => "RangeVar" in node ? [node.RangeVar.relname ?? ""] : [])
  );
  return ({ alias, relname = "" }) => clauses.some((names) => names.length === 0 || names.includes(alias?.aliasname ?? relname)) ? "ROW SHARE" : "ACCESS SHARE";
}

// src/effects/create-function.ts
function createFunction2(body, moment) {
  return effectsOf({ locks: bodyLocks(body, moment), fails: replaceRefusal(body, moment) });
}
function bodyLocks(body, moment) {
  if (body.sql_body !== void 0) return lockRewritten(body.sql_body, moment);
  const language = bodiesOf("DefElem", body.options).find(({ defname }) => defname === "language");
  const isSql = language === void 0 || text(language.arg).toLowerCase() === "sql";
  const routine = isSql ? routineOf({ tag: "CreateFunctionStmt", body }, "") : null;
  return routine?.ok === true ? lockItems(routine.items, moment) : [];
}
function lockItems(items2, moment) {
  return items2.flatMap((item) => {
    if (item.kind !== "statement") return lockItems(inside(item) ?? [], moment);
    const { tag, body } = item.statement.node;
    return lockRewritten({ [tag]: body }, moment);
  });
}
function replaceRefusal(body, moment) {
  const path = moment.settings.searchPath;
  const name = newName(path, texts(body.funcname));
  const known2 = moment.catalog.routines.get(name);
  if (known2 === void 0 || !isSure(known2, moment)) return null;
  const after = overloadOf(moment.catalog, body, { set: moment.set, transaction: 0, path });
  const before = known2.overloads.find(({ signature }) => signature === after.signature);
  if (before === void 0 || after.signature.includes("?")) return null;
  if (body.replace !== true) return `function ${shortName(name)} already exists with the same argument types`;
  return changeRefusal(before, after, shortName(name));
}
function changeRefusal(before, after, name) {
  if (before.kind !== after.kind) return `cannot change ${name} from a ${before.kind} to a ${after.kind}`;
  if (before.kind === "function" && before.result !== null && after.result !== null && before.result !== after.result)
    return `cannot change the return type of the existing function ${name}`;
  const renamed = before.names.find((one2, at2) => one2 !== "" && one2 !== after.names[at2]);
  if (renamed !== void 0) return `cannot change the name of parameter ${identifier(renamed)} of ${name}`;
  return after.least > before.least ? `cannot remove parameter defaults from the existing function ${name}` : null;
}

// src/effects/only.ts
function childrenOf(table3, moment) {
  const children = relationOf2(moment, table3)?.children ?? [];
  return children.filter((child) => isSure(relationOf2(moment, child), moment));
}
function hasChildren(table3, moment) {
  return childrenOf(table3, moment).length > 0;
}
function addOnlyRefusal(what, table3, only2, moment) {
  return only2 && hasChildren(table3, moment) ? `${what} must be added to child tables too` : null;
}
function validateOnlyRefusal(constraint, table3, only2, moment) {
  const has = childrenOf(table3, moment).some((child) => relationOf2(moment, child)?.constraints.has(constraint));
  return only2 && has ? "constraint must be validated on child tables too" : null;
}
function retypeOnlyRefusal(column, table3, only2, moment) {
  const has = childrenOf(table3, moment).some((child) => relationOf2(moment, child)?.columns.has(column));
  return only2 && has ? `type of inherited column ${identifier(column)} must be changed in child tables too` : null;
}
function notNullOnlyRefusal(column, table3, only2, moment) {
  if (!only2 || !isParted(table3, moment)) return null;
  const open2 = childrenOf(table3, moment).some(
    (child) => relationOf2(moment, child)?.columns.get(column)?.notNull === false
  );
  const refused = open2 || isSince2(moment.version, "NOT NULL of ONLY a partitioned table refused");
  return refused ? "constraint must be added to child tables too" : null;
}
function lockHeirs(table3, moment) {
  const children = relationOf2(moment, table3)?.children ?? [];
  return [table3, ...children].map((name) => lock(moment, name, "ACCESS EXCLUSIVE"));
}
function dropColumnOnlyRefusal(table3, only2, moment) {
  return only2 && isParted(table3, moment) ? "cannot drop column from only the partitioned table when partitions exist" : null;
}
function dropConstraintOnlyRefusal(table3, only2, moment) {
  const feature = "DROP CONSTRAINT from ONLY a partitioned table";
  if (!only2 || !isParted(table3, moment) || isSince2(moment.version, feature)) return null;
  return notBefore(moment.version, feature);
}
function isParted(table3, moment) {
  return relationOf2(moment, table3)?.kind === "partitioned table" && hasChildren(table3, moment);
}

// src/effects/not-null.ts
function isProvedNotNull(relation, column, version, dropped3 = []) {
  if (relation === void 0) return false;
  const constraints = [...relation.constraints.values()].filter((constraint) => !dropped3.includes(constraint.name));
  const pending = constraints.some((one2) => one2.kind === "not-null" && !one2.validated && one2.columns.includes(column));
  if (pending) return false;
  if (relation.columns.get(column)?.notNull === true) return true;
  if (!isSince2(version, "NOT NULL proved by a CHECK")) return false;
  return constraints.some((one2) => one2.kind === "check" && one2.validated && one2.proves.includes(column));
}
function nullability(relation, column, version) {
  if (isProvedNotNull(relation, column, version)) return "not-null";
  const known2 = relation?.columns.get(column);
  if (known2 === void 0 || known2.notNull === null) return relation?.complete === true ? "nullable" : "unknown";
  return "nullable";
}
function setNotNull(cmd, table3, only2, dropped3, moment) {
  const column = cmd.name ?? "";
  const relation = relationOf2(moment, table3);
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2);
  if (only2 && relation?.columns.get(column)?.notNull === true) return effectsOf({ locks });
  const fails = notNullOnlyRefusal(column, table3, only2, moment);
  if (only2 && isParted(table3, moment)) locks.push(...lockHeirs(table3, moment));
  if (isProvedNotNull(relation, column, moment.version, dropped3)) return effectsOf({ locks, fails });
  const scans = touchRows(moment, table3, { id: "not-null-verification", columns: [column] }, only2);
  const isOpen = (name) => name === table3 || !isProvedNotNull(relationOf2(moment, name), column, moment.version);
  return effectsOf({ locks, scans: scans.filter((touch2) => isOpen(touch2.relation)), fails });
}

// src/effects/constraint.ts
function addConstraint2(cmd, table3, only2, dropped3, moment) {
  const constraint = bodyOf("Constraint", cmd.def);
  const taken2 = constraintExists2(table3, constraint?.conname, dropped3, moment);
  if (taken2 !== null) return effectsOf({ locks: lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2), fails: taken2 });
  switch (constraint?.contype) {
    case "CONSTR_FOREIGN":
      return addForeignKey2(constraint, table3, only2, moment);
    case "CONSTR_CHECK":
      return addCheck2(constraint, table3, only2, moment);
    case "CONSTR_NOTNULL":
      return addNotNull2(constraint, table3, only2, moment);
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      return addIndexed(constraint, table3, only2, dropped3, moment);
    default:
      return effectsOf({ locks: lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2) });
  }
}
function addForeignKey2(constraint, table3, only2, moment) {
  const referenced2 = named(moment, constraint.pktable);
  const mode = "SHARE ROW EXCLUSIVE";
  const partitioned = isPartitioned(moment, table3);
  const own2 = only2 || !partitioned && !isSince2(moment.version, "constraints of a parent alone lock its children");
  const others = lockFamily(moment, referenced2, mode, !isPartitioned(moment, referenced2));
  const locks = [...lockFamily(moment, table3, mode, own2), ...others];
  if (only2 && partitioned) return effectsOf({ locks, fails: "cannot use ONLY for foreign key on partitioned table" });
  if (constraint.skip_validation === true) {
    const refused = partitioned && !isSince2(moment.version, "NOT VALID foreign keys on a partitioned table");
    return effectsOf({
      locks,
      fails: refused ? notBefore(moment.version, "NOT VALID foreign keys on a partitioned table") : null
    });
  }
  const because2 = { id: "foreign-key-validation", constraint: constraint.conname ?? "" };
  const scans = [...touchRows(moment, table3, because2, !partitioned), ...lookedUp(referenced2, because2, moment)];
  return effectsOf({ locks, scans });
}
function lookedUp(referenced2, because2, moment) {
  return touchRows(moment, referenced2, because2, false, "possible");
}
function addCheck2(constraint, table3, only2, moment) {
  const own2 = only2 || constraint.is_no_inherit === true;
  const locked2 = only2 || own2 && !isSince2(moment.version, "constraints of a parent alone lock its children");
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", locked2);
  const fails = checkRefusal(constraint, table3, only2, moment);
  if (constraint.skip_validation === true) return effectsOf({ locks, fails });
  const because2 = { id: "check-validation", constraint: constraint.conname ?? "" };
  return effectsOf({ locks, scans: touchRows(moment, table3, because2, own2), fails });
}
function checkRefusal(constraint, table3, only2, moment) {
  if (constraint.is_no_inherit !== true) return addOnlyRefusal("constraint", table3, only2, moment);
  const partitioned = isPartitioned(moment, table3);
  return partitioned ? `cannot add NO INHERIT constraint to partitioned table ${shortName(table3)}` : null;
}
function addNotNull2(constraint, table3, only2, moment) {
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2);
  const columns = texts(constraint.keys);
  const proved = columns.every((column) => isProvedNotNull(relationOf2(moment, table3), column, moment.version));
  const own2 = only2 || constraint.is_no_inherit === true;
  const fails = constraint.is_no_inherit === true ? null : addOnlyRefusal("constraint", table3, only2, moment);
  if (constraint.skip_validation === true || proved) return effectsOf({ locks, fails });
  return effectsOf({ locks, scans: touchRows(moment, table3, { id: "not-null-verification", columns }, own2), fails });
}
function addIndexed(constraint, table3, only2, dropped3, moment) {
  const partitioned = isPartitioned(moment, table3);
  const because2 = { id: "constraint-index", constraint: constraint.conname ?? "" };
  const built = constraint.indexname === void 0 ? touchRows(moment, table3, because2, only2 || !partitioned) : [];
  const open2 = constraint.contype === "CONSTR_PRIMARY" ? openColumns(constraint, table3, only2, moment) : [];
  const locks = keyLocks(table3, only2, partitioned, open2.length > 0, moment);
  const feature = "EXCLUDE constraints on partitioned tables";
  const refused = partitioned && constraint.contype === "CONSTR_EXCLUSION" && !isSince2(moment.version, feature);
  const fails = refused ? notBefore(moment.version, feature) : keyRefusal(constraint, texts(constraint.keys), table3, dropped3, moment);
  return effectsOf({ locks, scans: [...built, ...open2], fails });
}
function keyLocks(table3, only2, partitioned, setsNotNull, moment) {
  const own2 = lock(moment, table3, "ACCESS EXCLUSIVE");
  const alike = setsNotNull || isSince2(moment.version, "keys lock partitions like their parent");
  const others = lockFamily(moment, table3, alike ? "ACCESS EXCLUSIVE" : "SHARE", only2 || !alike && !partitioned);
  return [own2, ...others.filter(({ relation }) => relation !== table3)];
}
function openColumns(constraint, table3, only2, moment) {
  const columns = keyColumns(constraint, table3, moment);
  const relation = relationOf2(moment, table3);
  const open2 = columns.filter((column) => !isProvedNotNull(relation, column, moment.version));
  if (open2.length === 0 && columns.length > 0) return [];
  const unknown = columns.length === 0 || open2.some((column) => nullability(relation, column, moment.version) === "unknown");
  const because2 = { id: "primary-key-not-null", columns: open2 };
  const touched = touchRows(moment, table3, because2, only2, unknown ? "possible" : "certain");
  return touched.filter(
    (one2) => open2.length === 0 || !open2.every((column) => isProvedNotNull(relationOf2(moment, one2.relation), column, moment.version))
  );
}
function keyColumns(constraint, table3, moment) {
  if (constraint.indexname === void 0) return texts(constraint.keys);
  const wanted = constraint.indexname;
  const index = relationOf2(moment, table3)?.indexes.find((name) => splitName(name).name === wanted);
  return (index === void 0 ? [] : moment.catalog.indexes.get(index)?.keys ?? []).filter((key) => key !== null);
}
function inheritNotNull(columns, table3, moment) {
  const because2 = { id: "not-null-verification", columns };
  return touchRows(moment, table3, because2).filter(
    ({ relation }) => relation !== table3 && !columns.every((column) => isProvedNotNull(relationOf2(moment, relation), column, moment.version))
  );
}
function validateConstraint2(cmd, table3, only2, added2, moment) {
  const name = cmd.name ?? "";
  const known2 = relationOf2(moment, table3)?.constraints.get(name);
  const own2 = only2 || isOwn(known2) || known2?.kind === "foreign-key" && !isPartitioned(moment, table3);
  const locks = lockFamily(moment, table3, "SHARE UPDATE EXCLUSIVE", own2);
  const missing = added2.includes(name) ? null : noSuchConstraint(table3, name, moment);
  if (missing !== null) return effectsOf({ locks, fails: missing });
  if (known2?.validated === true) return effectsOf({ locks: [lock(moment, table3, "SHARE UPDATE EXCLUSIVE")] });
  const because2 = { id: "validation", constraint: name };
  const scans = touchRows(moment, table3, because2, own2);
  if (known2?.kind !== "foreign-key")
    return effectsOf({
      locks,
      scans,
      fails: own2 ? validateOnlyRefusal(name, table3, only2 && !isOwn(known2), moment) : null
    });
  return effectsOf({
    locks: [...locks, lock(moment, known2.references, "ROW SHARE")],
    scans: [...scans, ...lookedUp(known2.references, because2, moment)]
  });
}
function isOwn(known2) {
  return known2 !== void 0 && "inherited" in known2 && !known2.inherited;
}
function dropConstraint2(cmd, table3, only2, moment) {
  const known2 = relationOf2(moment, table3)?.constraints.get(cmd.name ?? "");
  if (known2 === void 0) {
    const fails = cmd.missing_ok === true ? null : noSuchConstraint(table3, cmd.name ?? "", moment);
    return effectsOf({ locks: lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2), fails });
  }
  const heirs = only2 && "inherited" in known2 && known2.inherited;
  const locks = heirs ? lockHeirs(table3, moment) : lockSharers(known2, table3, only2, moment);
  return effectsOf({
    locks: [...locks, ...otherEnds(known2, table3, cmd.behavior === "DROP_CASCADE", moment)],
    fails: inheritedRefusal(known2, table3, moment) ?? dropConstraintOnlyRefusal(table3, heirs, moment)
  });
}
function lockSharers(known2, table3, only2, moment) {
  const isShared2 = "inherited" in known2 ? known2.inherited && !only2 : isPartitioned(moment, table3);
  return lockFamily(moment, table3, "ACCESS EXCLUSIVE", !isShared2);
}
function inheritedRefusal(known2, table3, moment) {
  const index = moment.catalog.indexes.get(relationName(splitName(table3).schema, known2.name));
  const what = `cannot drop inherited constraint ${identifier(known2.name)}`;
  if (index?.table === table3 && index.parent !== null && isSure(index, moment)) return what;
  const parent = relationOf2(moment, relationOf2(moment, table3)?.partitionOf ?? "");
  const above = parent?.constraints.get(known2.name);
  if (above === void 0 || above.kind !== known2.kind || isOwn(above) || !isSure(above, moment)) return null;
  const isPassedOn = known2.kind === "check" || known2.kind === "foreign-key" && parent?.kind === "partitioned table";
  return isPassedOn ? what : null;
}
function alterConstraint2(cmd, table3, moment) {
  const change2 = bodyOf("ATAlterConstraint", cmd.def);
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", !reachesDown(change2, table3, moment));
  const known2 = relationOf2(moment, table3)?.constraints.get(change2?.conname ?? "");
  if (change2?.alterInheritability === true && change2.noinherit !== true && known2?.kind === "not-null")
    return effectsOf({ locks, scans: inheritNotNull(known2.columns, table3, moment) });
  if (change2?.alterEnforceability !== true) return effectsOf({ locks });
  const because2 = { id: "foreign-key-validation", constraint: change2.conname ?? "" };
  const enforced2 = change2.is_enforced === true;
  if (known2?.kind === "foreign-key")
    locks.push(lock(moment, known2.references, enforced2 ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE"));
  if (!enforced2) return effectsOf({ locks });
  const other = known2?.kind === "foreign-key" ? lookedUp(known2.references, because2, moment) : [];
  return effectsOf({ locks, scans: [...touchRows(moment, table3, because2), ...other] });
}
function reachesDown(change2, table3, moment) {
  return isPartitioned(moment, table3) || change2?.alterInheritability === true;
}
function otherEnds(known2, table3, cascade, moment) {
  if (known2.kind === "foreign-key") return [lock(moment, known2.references, "ACCESS EXCLUSIVE")];
  if (!cascade || known2.kind !== "primary-key" && known2.kind !== "unique") return [];
  const columns = [...known2.columns].sort().join();
  const hanging = foreignKeysTo(moment.catalog, table3).filter(
    ({ key }) => [...key.referencedColumns].sort().join() === columns
  );
  return hanging.map((foreign) => lock(moment, foreign.table, "ACCESS EXCLUSIVE"));
}

// src/effects/identity.ts
var FEATURE = "identity of partitioned tables";
function changeIdentity(change2, cmd, table3, only2, moment) {
  const shared = isShared(table3, moment);
  const locks = shared ? lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2) : [lock(moment, table3, "ACCESS EXCLUSIVE")];
  return effectsOf({
    locks: [...locks, ...sequenceLocks(change2, cmd.name ?? "", table3, moment)],
    fails: changeRefusal2(change2, table3, only2, moment) ?? missingRefusal(change2, cmd, table3, moment)
  });
}
function sequenceLocks(change2, column, table3, moment) {
  if (change2 === "add") return [];
  return lockSequences(moment, table3, [column], change2 === "drop" ? "ACCESS EXCLUSIVE" : "SHARE ROW EXCLUSIVE");
}
function isShared(table3, moment) {
  return isSince2(moment.version, FEATURE) && relationOf2(moment, table3)?.kind === "partitioned table";
}
function changeRefusal2(change2, table3, only2, moment) {
  const relation = relationOf2(moment, table3);
  if (!isSince2(moment.version, FEATURE) || !isSure(relation, moment)) return null;
  const words4 = `cannot ${change2} identity ${change2 === "add" ? "to" : "of"} a column of`;
  if (only2 && relation?.kind === "partitioned table") return `${words4} only the partitioned table`;
  return (relation?.bound ?? null) === null ? null : `${words4} a partition`;
}
function missingRefusal(change2, cmd, table3, moment) {
  const relation = relationOf2(moment, table3);
  const column = relation?.columns.get(cmd.name ?? "");
  if (cmd.missing_ok === true || relation === void 0 || !isSure(column, moment)) return null;
  const what = `column ${identifier(cmd.name ?? "")} of ${shortName(table3)}`;
  const isOwn2 = lockSequences(moment, table3, [cmd.name ?? ""], "ACCESS SHARE").length > 0;
  const isLeftOut2 = relation.bound !== null && !isOwn2 && !isSince2(moment.version, FEATURE);
  const has = column?.identity === true && !isLeftOut2;
  if (change2 === "add") return has ? `${what} is already an identity column` : openRefusal(what, relation, column);
  return has ? null : `${what} is not an identity column`;
}
function openRefusal(what, relation, column) {
  if (!relation.complete || column === void 0) return null;
  if (column.notNull !== true) return `${what} must be declared NOT NULL before identity can be added`;
  return column.hasDefault === true ? `${what} already has a default value` : null;
}
function newIdentityRefusal(table3, moment) {
  if (!hasChildren(table3, moment) || isShared(table3, moment)) return null;
  return relationOf2(moment, table3)?.kind === "partitioned table" ? notBefore(moment.version, FEATURE) : "cannot recursively add identity column to table that has child tables";
}
function attachedIdentityRefusal(partition, moment) {
  const relation = relationOf2(moment, partition);
  if (!isSince2(moment.version, FEATURE) || !isSure(relation, moment)) return null;
  const has = [...relation?.columns.values() ?? []].some(({ identity }) => identity);
  return has ? "table being attached contains an identity column" : null;
}

// src/effects/add-column.ts
function addColumn2(cmd, table3, only2, dropped3, droppedColumns2, moment) {
  const column = bodyOf("ColumnDef", cmd.def);
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2);
  const known2 = relationOf2(moment, table3)?.columns.get(column?.colname ?? "");
  if (column === null || cmd.missing_ok === true && known2 !== void 0) return effectsOf({ locks });
  const constraints = bodiesOf("Constraint", column.constraints);
  const rewrite = rewriteReason(column, constraints, moment);
  const rewrites = rewrite === null ? [] : touchRows(moment, table3, rewrite.because, only2, rewrite.possible ? "possible" : "certain");
  const scans = rewrite !== null && !rewrite.possible ? [] : scansOf(column, constraints, table3, only2, moment);
  return combine([
    effectsOf({ locks, rewrites, scans }),
    effectsOf({
      fails: addOnlyRefusal("column", table3, only2, moment) ?? (isIdentity(constraints) ? newIdentityRefusal(table3, moment) : null)
    }),
    effectsOf({
      fails: droppedColumns2.includes(column.colname ?? "") ? null : columnExists(table3, column.colname ?? "", moment)
    }),
    ...constraints.filter(({ contype }) => contype === "CONSTR_PRIMARY" || contype === "CONSTR_UNIQUE").map((one2) => effectsOf({ fails: keyRefusal(one2, [column.colname ?? ""], table3, dropped3, moment) })),
    ...constraints.map((constraint) => ofConstraint(constraint, column, constraints, table3, moment))
  ]);
}
function rewriteReason(column, constraints, moment) {
  const name = column.colname ?? "";
  const certain = (because2) => ({ because: because2, possible: false });
  const generated = constraints.find((constraint) => constraint.contype === "CONSTR_GENERATED");
  if (generated !== void 0) {
    return generated.generated_kind === "s" ? certain({ id: "stored-generated-column", column: name }) : null;
  }
  if (isIdentity(constraints)) {
    return certain({ id: "identity-column", column: name });
  }
  const serial = column.typeName === void 0 ? null : serialName(column.typeName);
  if (serial !== null) return certain({ id: "serial-column", column: name, type: serial });
  const fromType = typeReason(name, column.typeName === void 0 ? null : typeRef(column.typeName), moment);
  if (fromType !== null && !fromType.possible) return fromType;
  return defaultReason(name, constraints, moment) ?? fromType;
}
function isIdentity(constraints) {
  return constraints.some(({ contype }) => contype === "CONSTR_IDENTITY");
}
function typeReason(column, type, moment) {
  if (type === null || isBuiltIn(type)) return null;
  const own2 = findType(moment.catalog, moment.settings.searchPath, type);
  if (own2 === void 0) {
    return { because: { id: "unknown-type", column, type: typeWords(type) }, possible: true };
  }
  const constrained = own2.kind === "domain" && own2.constrained && !type.array;
  return constrained ? { because: { id: "constrained-domain", column, domain: type.name }, possible: false } : null;
}
function defaultReason(column, constraints, moment) {
  const expression2 = constraints.find((constraint) => constraint.contype === "CONSTR_DEFAULT")?.raw_expr;
  if (expression2 === void 0 || isNullConstant(expression2)) return null;
  const found2 = expressionVolatility(expression2, moment.catalog, moment.settings.searchPath);
  if (found2.kind === "volatile")
    return { because: { id: "volatile-default", column, call: found2.call }, possible: false };
  if (!isSince2(moment.version, "default without a rewrite"))
    return { because: { id: "default-before-11", column }, possible: false };
  if (found2.kind === "unknown") return { because: { id: "unknown-default", column, call: found2.call }, possible: true };
  return null;
}
function scansOf(column, constraints, table3, only2, moment) {
  const name = column.colname ?? "";
  const scans = [];
  const virtual = constraints.some((one2) => one2.contype === "CONSTR_GENERATED");
  if (requiresValue(constraints) && (virtual || !hasDefault(constraints))) {
    scans.push(...touchRows(moment, table3, { id: "required-column", column: name }, only2));
  }
  const check = constraints.find(
    (constraint) => constraint.contype === "CONSTR_CHECK" && constraint.is_enforced === true
  );
  if (check !== void 0 && !isUnenforced(check, constraints)) {
    scans.push(...touchRows(moment, table3, { id: "check-validation", constraint: check.conname ?? "" }, only2));
  }
  return scans;
}
function requiresValue(constraints) {
  return constraints.some(
    (constraint) => constraint.contype === "CONSTR_NOTNULL" || constraint.contype === "CONSTR_PRIMARY"
  );
}
function hasDefault(constraints) {
  return constraints.some((one2) => one2.contype === "CONSTR_DEFAULT" && !isNullConstant(one2.raw_expr));
}
function isUnenforced(constraint, all) {
  return all[all.indexOf(constraint) + 1]?.contype === "CONSTR_ATTR_NOT_ENFORCED";
}
function ofConstraint(constraint, column, all, table3, moment) {
  const own2 = !isPartitioned(moment, table3);
  if (constraint.contype === "CONSTR_UNIQUE" || constraint.contype === "CONSTR_PRIMARY") {
    return effectsOf({
      scans: touchRows(moment, table3, { id: "constraint-index", constraint: constraint.conname ?? "" }, own2)
    });
  }
  if (constraint.contype !== "CONSTR_FOREIGN") return effectsOf({});
  const referenced2 = named(moment, constraint.pktable);
  const locks = [lock(moment, referenced2, "SHARE ROW EXCLUSIVE")];
  const validated2 = all.some((one2) => one2.contype === "CONSTR_DEFAULT") && !isUnenforced(constraint, all);
  const name = constraint.conname ?? `${relationColumn(table3, column)}_fkey`;
  const because2 = { id: "foreign-key-validation", constraint: name };
  const scanned = validated2 ? [...touchRows(moment, table3, because2, own2), ...lookedUp(referenced2, because2, moment)] : [];
  return effectsOf({ locks, scans: scanned });
}
function relationColumn(table3, column) {
  return `${table3.slice(table3.lastIndexOf(".") + 1).replaceAll('"', "")}_${column.colname ?? ""}`;
}

// src/catalog/data/casts.json
var casts_default = {
  source: "generated by npm run generate; do not edit. PostgreSQL 18: SELECT s.typname || '>' || t.typname AS pair FROM pg_cast JOIN pg_type AS s ON s.oid = castsource JOIN pg_type AS t ON t.oid = casttarget WHERE castmethod = 'b' ORDER BY 1",
  binary: "bit>varbit cidr>inet int4>oid int4>regclass int4>regcollation int4>regconfig int4>regdictionary int4>regnamespace int4>regoper int4>regoperator int4>regproc int4>regprocedure int4>regrole int4>regtype oid>int4 oid>regclass oid>regcollation oid>regconfig oid>regdictionary oid>regnamespace oid>regoper oid>regoperator oid>regproc oid>regprocedure oid>regrole oid>regtype pg_dependencies>bytea pg_mcv_list>bytea pg_ndistinct>bytea pg_node_tree>text regclass>int4 regclass>oid regcollation>int4 regcollation>oid regconfig>int4 regconfig>oid regdictionary>int4 regdictionary>oid regnamespace>int4 regnamespace>oid regoper>int4 regoper>oid regoper>regoperator regoperator>int4 regoperator>oid regoperator>regoper regproc>int4 regproc>oid regproc>regprocedure regprocedure>int4 regprocedure>oid regprocedure>regproc regrole>int4 regrole>oid regtype>int4 regtype>oid text>bpchar text>varchar varbit>bit varchar>bpchar varchar>text xml>bpchar xml>text xml>varchar"
};

// src/catalog/coercion.ts
var BINARY = new Set(casts_default.binary.split(" "));
var FROM_EXTENSIONS2 = /* @__PURE__ */ new Set(["text>citext", "varchar>citext", "citext>text", "citext>varchar", "citext>bpchar"]);
var ZERO_ZONES = /* @__PURE__ */ new Set([
  "0",
  "utc",
  "gmt",
  "etc/utc",
  "etc/gmt",
  "zulu",
  "uct",
  "universal",
  "greenwich",
  "etc/gmt+0",
  "+00",
  "etc/greenwich"
]);
var FULL_PRECISION = 6;
function typeChange(from2, to, catalog, path, zone, version) {
  if (sameType(from2, to)) return "free";
  const source2 = baseOf(from2, catalog, path);
  const target = findType(catalog, path, to);
  if (target?.kind === "domain") {
    if (target.constrained) return "rewrite";
    return target.base === null ? "unknown" : typeChange(source2, target.base, catalog, path, zone, version);
  }
  if (from2.array || to.array) return arrayChange(from2, to);
  if (source2.name === to.name) return modifiersChange(source2, to, from2 !== source2);
  if (isTimeZoneChange(source2, to)) return timeZoneChange(source2, to, zone, version);
  const pair = `${source2.name}>${to.name}`;
  if (BINARY.has(pair) || FROM_EXTENSIONS2.has(pair)) return alikeChange(source2, to);
  const known2 = (isBuiltIn(source2) || findType(catalog, path, source2) !== void 0) && (isBuiltIn(to) || target !== void 0);
  return known2 ? "rewrite" : "unknown";
}
function baseOf(type, catalog, path) {
  const own2 = findType(catalog, path, type);
  return own2?.kind === "domain" && own2.base !== null ? baseOf(own2.base, catalog, path) : type;
}
function arrayChange(from2, to) {
  return from2.array && to.array && from2.name === to.name && to.modifiers.length === 0 ? "free" : "rewrite";
}
function alikeChange(from2, to) {
  if (to.modifiers.length === 0) return "free";
  return from2.name === "varchar" && to.name === "varchar" ? modifiersChange(from2, to, false) : "rewrite";
}
function modifiersChange(from2, to, overDomain) {
  const [oldFirst, oldSecond] = from2.modifiers;
  const [newFirst, newSecond] = to.modifiers;
  if (newFirst === void 0) return "free";
  if (overDomain) return "rewrite";
  switch (to.name) {
    case "varchar":
    case "varbit":
      return oldFirst !== void 0 && newFirst >= oldFirst ? "free" : "rewrite";
    case "numeric":
      return oldFirst !== void 0 && newFirst >= oldFirst && (newSecond ?? 0) === (oldSecond ?? 0) ? "free" : "rewrite";
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
      return newFirst >= (oldFirst ?? FULL_PRECISION) ? "free" : "rewrite";
    case "interval":
      return newFirst === 32767 && (newSecond ?? FULL_PRECISION) >= (oldSecond ?? FULL_PRECISION) ? "free" : "rewrite";
    default:
      return "rewrite";
  }
}
function isTimeZoneChange(from2, to) {
  const pair = `${from2.name}>${to.name}`;
  return pair === "timestamp>timestamptz" || pair === "timestamptz>timestamp";
}
function timeZoneChange(from2, to, zone, version) {
  if (!isSince2(version, "zones of offset zero") || zone === null || !ZERO_ZONES.has(zone.toLowerCase()))
    return "rewrite";
  return (to.modifiers[0] ?? FULL_PRECISION) >= (from2.modifiers[0] ?? FULL_PRECISION) ? "free" : "rewrite";
}

// src/effects/column-type.ts
function alterColumnType(cmd, table3, only2, moment) {
  const column = cmd.name ?? "";
  const definition = bodyOf("ColumnDef", cmd.def);
  const locks = [
    ...lockFamily(moment, table3, "ACCESS EXCLUSIVE", only2),
    ...otherTables(table3, column, moment),
    ...identitySequence(table3, column, moment)
  ];
  if (definition?.typeName === void 0) return effectsOf({ locks });
  const to = typeRef(definition.typeName);
  const known2 = relationOf2(moment, table3)?.columns.get(column);
  const from2 = known2?.type ?? null;
  const virtual = known2?.generated === "virtual";
  if (virtual) return effectsOf({ locks });
  if (definition.raw_default !== void 0 && !isTheColumn(definition.raw_default, column, to.name)) {
    return rewritten(table3, only2, { id: "type-change-using", column, to }, "certain", locks, moment, column);
  }
  if (from2 === null)
    return rewritten(table3, only2, { id: "type-change-unknown", column, to }, "possible", locks, moment, column);
  const { settings, catalog, version } = moment;
  const change2 = typeChange(from2, to, catalog, settings.searchPath, settings.timeZone, version);
  if (change2 === "rewrite")
    return rewritten(table3, only2, { id: "type-change", column, from: from2, to }, "certain", locks, moment, column);
  if (change2 === "unknown")
    return rewritten(table3, only2, { id: "type-change-unknown", column, to }, "possible", locks, moment, column);
  const collated = definition.collClause !== void 0;
  const rebuildsIndexes = indexesRebuilt(table3, column, from2.name !== to.name, collated, moment);
  return effectsOf({
    locks,
    rebuildsIndexes,
    scans: [...rebuildsIndexes, ...checksAgain(table3, column, only2, moment)]
  });
}
function isTheColumn(using, column, type) {
  const reference2 = bodyOf("ColumnRef", using);
  if (reference2 !== null) return text(reference2.fields?.[0]) === column && reference2.fields?.length === 1;
  const cast = bodyOf("TypeCast", using);
  if (cast?.arg === void 0 || cast.typeName === void 0) return false;
  return typeRef(cast.typeName).name === type && isTheColumn(cast.arg, column, type);
}
function rewritten(table3, only2, because2, certainty, locks, moment, column) {
  return effectsOf({
    locks,
    rewrites: touchRows(moment, table3, because2, only2, certainty),
    scans: keysAgain(table3, column, certainty, moment)
  });
}
function keysAgain(table3, column, certainty, moment) {
  const there = foreignKeysTo(moment.catalog, table3).filter(
    ({ table: other, key }) => other !== table3 && key.validated && key.referencedColumns.includes(column)
  );
  return there.flatMap(
    ({ table: other, key }) => touchRows(moment, other, { id: "check-on-changed-column", column, constraint: key.name }, false, certainty)
  );
}
function otherTables(table3, column, moment) {
  const here = foreignKeysOf(moment.catalog, table3).filter(({ key }) => key.columns.includes(column));
  const there = foreignKeysTo(moment.catalog, table3).filter(({ key }) => key.referencedColumns.includes(column));
  const names = [...here.map(({ key }) => key.references), ...there.map((foreign) => foreign.table)];
  return names.map((name) => lock(moment, name, "ACCESS EXCLUSIVE"));
}
function identitySequence(table3, column, moment) {
  const isIdentity3 = relationOf2(moment, table3)?.columns.get(column)?.identity === true;
  return isIdentity3 ? lockSequences(moment, table3, [column], "SHARE ROW EXCLUSIVE") : [];
}
function checksAgain(table3, column, only2, moment) {
  for (const constraint of relationOf2(moment, table3)?.constraints.values() ?? []) {
    if (constraint.kind !== "check" || !constraint.validated || !constraint.columns.includes(column)) continue;
    return touchRows(moment, table3, { id: "check-on-changed-column", column, constraint: constraint.name }, only2);
  }
  return [];
}
function indexesRebuilt(table3, column, otherType, collated, moment) {
  const mentions = (index) => index?.mentions.includes(column) === true;
  const indexes = (relationOf2(moment, table3)?.indexes ?? []).map((name) => moment.catalog.indexes.get(name)).filter(mentions);
  const change2 = otherType && !sharesOperatorClass(table3, column, moment);
  const partitioned = relationOf2(moment, table3)?.kind === "partitioned table" && indexes.length > 0;
  const rebuilt = partitioned || indexes.some(
    (index) => index?.computed === true || (change2 || collated) && index?.keys.includes(column) === true
  );
  return rebuilt ? touchRows(moment, table3, { id: "type-change-index", column }) : [];
}
function sharesOperatorClass(table3, column, moment) {
  const type = relationOf2(moment, table3)?.columns.get(column)?.type?.name ?? "";
  return type === "varchar" || type === "text" || type === "cidr" || type === "varbit" || type.includes(".");
}

// src/effects/needed.ts
function neededBy(relations, moment) {
  const gone = new Set(relations.flatMap((relation) => family(moment.catalog, relation)));
  const named3 = new Set(relations);
  return [...gone].flatMap((relation) => dependentsOfRelation(moment.catalog, relation)).filter((one2) => one2.kind === "function" || !(one2.kind === "table" ? named3 : gone).has(one2.relation));
}
function columnNeededBy(tables2, column, dropped3, moment) {
  const all = tables2.flatMap((table3) => dependentsOfColumn(moment.catalog, table3, column));
  return all.filter((one2) => one2.kind !== "generated column" || !dropped3.includes(one2.name));
}
function neededRefusal(what, dependents, moment) {
  const [first] = dependents;
  if (first === void 0 || moment.inRoutine) return null;
  const others = new Set(dependents.map(words)).size - 1;
  const more = others === 0 ? " depends" : ` and ${others} more depend`;
  return `cannot drop ${what}: ${words(first)}${more} on it`;
}
function words(dependent) {
  const relation = shortName(dependent.relation);
  switch (dependent.kind) {
    case "view":
    case "table":
      return `${dependent.kind} ${relation}`;
    case "publication":
      return `publication ${identifier(dependent.name)}`;
    case "function":
    case "index":
      return `${dependent.kind} ${shortName(dependent.name)}`;
    case "default":
      return `the default of ${relation}.${identifier(dependent.name)}`;
    case "generated column":
      return `generated column ${identifier(dependent.name)} of ${relation}`;
    default:
      return `${dependent.kind} ${identifier(dependent.name)} on ${relation}`;
  }
}
function cascadeLocks(dependents, moment) {
  return allDependents(moment.catalog, dependents).flatMap(
    ({ kind, relation }) => (
      // A function is no relation, and goes without a lock on what it reads.
      kind === "function" ? [] : [lock(moment, relation, "ACCESS EXCLUSIVE")]
    )
  );
}
var KEEPS_TYPE = {
  view: "used by a view or rule",
  rule: "used by a view or rule",
  trigger: "used in a trigger definition",
  policy: "used in a policy definition",
  "generated column": "used by a generated column",
  publication: "used by a publication WHERE clause",
  function: "used by a function or procedure",
  default: null,
  table: null,
  index: null,
  constraint: null
};
function typeRefusal(dependents, moment) {
  if (moment.inRoutine) return null;
  for (const dependent of dependents) {
    const use = KEEPS_TYPE[dependent.kind];
    if (use !== null) return `cannot alter type of a column ${use}: ${words(dependent)}`;
  }
  return null;
}
function fixedColumnRefusal(table3, column, verb, moment) {
  const relation = relationOf2(moment, table3);
  if (relation === void 0 || moment.inRoutine) return null;
  const parent = relation.partitionOf === null ? void 0 : relationOf2(moment, relation.partitionOf);
  if (parent?.columns.has(column) === true) return `cannot ${verb} inherited column ${identifier(column)}`;
  if (verb === "rename" || !relation.partitionKey.includes(column)) return null;
  return `cannot ${verb} column ${identifier(column)} because it is part of the partition key of ${shortName(table3)}`;
}

// src/effects/interval.ts
function point(value) {
  return { low: { value, inclusive: true }, high: { value, inclusive: true } };
}
var SORTABLE = [
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
];
function order(a, b) {
  if (a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== "string" || typeof b !== "string") return null;
  if (!SORTABLE.some((form) => form.test(a) && form.test(b))) return null;
  return a < b ? -1 : 1;
}
function isWithin(inner, outer) {
  return both(isAbove(inner.low, outer.low, 1), isAbove(inner.high, outer.high, -1));
}
function isApart(a, b) {
  return either(isBelow(a.high, b.low), isBelow(b.high, a.low));
}
function isAbove(inner, outer, direction) {
  if (outer === null) return true;
  if (inner === null) return false;
  const found2 = order(inner.value, outer.value);
  if (found2 === null) return null;
  return found2 === 0 ? outer.inclusive || !inner.inclusive : found2 * direction > 0;
}
function isBelow(high, low) {
  if (high === null || low === null) return false;
  const found2 = order(high.value, low.value);
  if (found2 === null) return null;
  return found2 === 0 ? !(high.inclusive && low.inclusive) : found2 < 0;
}
function overlap(a, b) {
  const low = isAbove(a.low, b.low, 1);
  const high = isAbove(a.high, b.high, -1);
  if (low === null || high === null) return null;
  return { low: low ? a.low : b.low, high: high ? a.high : b.high };
}
function both(a, b) {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}
function either(a, b) {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

// src/effects/check-range.ts
function rangesOf(expression2, checked, negated = false) {
  const combined = bodyOf("BoolExpr", expression2);
  if (combined !== null) return ofCombination(combined, checked, negated);
  const comparison = bodyOf("A_Expr", expression2);
  return comparison === null ? null : ofComparison(comparison, checked, negated);
}
function ofCombination({ boolop, args = [] }, checked, negated) {
  const [only2] = args;
  if (boolop === "NOT_EXPR") return only2 === void 0 ? null : rangesOf(only2, checked, !negated);
  const parts2 = args.map((part) => rangesOf(part, checked, negated));
  if (boolop === "OR_EXPR" === negated) return inAll(parts2);
  return parts2.includes(null) ? null : parts2.flatMap((part) => part ?? []);
}
function inAll(parts2) {
  const known2 = parts2.filter((part) => part !== null);
  const [first, ...others] = known2;
  if (first === void 0) return null;
  return others.reduce(
    (found2, other) => found2.flatMap((one2) => other.map((another) => overlap(one2, another) ?? one2)),
    first
  );
}
var NEGATED = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };
var TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" };
function ofComparison({ kind, name, lexpr, rexpr }, checked, negated) {
  const written2 = texts(name).at(-1) ?? "";
  const isLeft = isColumn(lexpr, checked);
  if (kind === "AEXPR_BETWEEN") return isLeft ? between(items(rexpr), checked, negated) : null;
  if (kind === "AEXPR_IN" || kind === "AEXPR_OP_ANY")
    return isLeft && written2 === "=" && !negated ? points(rexpr, checked) : null;
  if (kind !== "AEXPR_OP") return null;
  const value = valueOf(isLeft ? rexpr : lexpr, checked);
  if (value === null || !isLeft && !isColumn(rexpr, checked)) return null;
  const operator = isLeft ? written2 : TURNED[written2] ?? "";
  return half(negated ? NEGATED[operator] ?? "" : operator, value);
}
function half(operator, value) {
  const end = { value, inclusive: operator.endsWith("=") };
  if (operator === "=") return [point(value)];
  if (operator === "<" || operator === "<=") return [{ low: null, high: end }];
  return operator === ">" || operator === ">=" ? [{ low: end, high: null }] : null;
}
function between(ends, checked, negated) {
  const [low, high] = ends.map((end) => valueOf(end, checked));
  if (low === void 0 || high === void 0 || low === null || high === null) return null;
  if (!negated) return [{ low: { value: low, inclusive: true }, high: { value: high, inclusive: true } }];
  return [
    { low: null, high: { value: low, inclusive: false } },
    { low: { value: high, inclusive: false }, high: null }
  ];
}
function points(list2, checked) {
  const values = (bodyOf("A_ArrayExpr", list2)?.elements ?? items(list2)).map((item) => valueOf(item, checked));
  return values.length === 0 || values.includes(null) ? null : values.flatMap((value) => value === null ? [] : point(value));
}
function isColumn(node, { column }) {
  const fields = bodyOf("ColumnRef", node)?.fields ?? [];
  return fields.length === 1 && text(fields[0]) === column;
}
function valueOf(node, { type }) {
  const cast = bodyOf("TypeCast", node);
  if (cast !== null && texts(cast.typeName?.names).at(-1) !== type) return null;
  const value = literal3(cast === null ? node : cast.arg);
  const isFraction = typeof value === "number" && !Number.isInteger(value);
  return isFraction && (type ?? "").startsWith("int") ? null : value;
}
function literal3(node) {
  const inner = bodyOf("TypeCast", node)?.arg ?? node;
  if (isNullConstant(inner)) return null;
  const value = constant(inner);
  return typeof value === "boolean" ? String(value) : value;
}

// src/effects/bound-proof.ts
function fitProof(relation, asked) {
  const proofs = asked.map(({ parent, bound }) => oneProof(relation, parent, bound, isInside));
  if (proofs.includes("none")) return "none";
  return proofs.includes("maybe") ? "maybe" : "proved";
}
function apartProof(relation, { parent, bound }) {
  return oneProof(relation, parent, bound, isOutside);
}
function isInside(left, bound) {
  return left.map((one2) => bound.map((part) => isWithin(one2, part)).reduce(either, false)).reduce(both, true);
}
function isOutside(left, bound) {
  return left.map((one2) => bound.map((part) => isApart(one2, part)).reduce(both, true)).reduce(both, true);
}
function oneProof(relation, parent, bound, test) {
  const keys = parent?.partitioning?.keys ?? [];
  if (relation === void 0 || keys.length === 0) return "maybe";
  if (bound?.is_default === true && parent?.complete === true && parent.children.length === 0) return "proved";
  const checks = [...relation.constraints.values()].filter((one2) => one2.kind === "check" && one2.validated);
  const about = checks.filter((one2) => one2.kind === "check" && speaksOf(one2, keys));
  if (about.length === 0) return relation.complete ? "none" : "maybe";
  const [key] = keys;
  const takesNull = (bound?.listdatums ?? []).some(isNullConstant);
  if (test === isInside && !takesNull && !keys.every((one2) => isNeverNull(relation, one2, about))) return "none";
  const ranges2 = boundRanges(bound);
  if (keys.length > 1 || key === void 0 || key === null || ranges2 === null) return "maybe";
  const checked = { column: key, type: relation.columns.get(key)?.type?.name ?? null };
  const found2 = about.map(
    (check) => check.kind !== "check" || check.expression === null ? null : rangesOf(check.expression, checked)
  );
  const left = inAll(found2);
  const fits = left === null ? null : test(left, ranges2);
  if (fits === true) return "proved";
  return fits === null || found2.includes(null) ? "maybe" : "none";
}
function speaksOf({ columns, expression: expression2 }, keys) {
  if (keys.some((key) => key === null)) return true;
  const calls = expression2 === null ? [] : findAll("FuncCall", [expression2]);
  if (calls.some(({ funcname }) => texts(funcname).at(-1) === "satisfies_hash_partition")) return true;
  return keys.some((key) => key !== null && columns.includes(key));
}
function isNeverNull(relation, key, checks) {
  if (key === null) return true;
  return relation.columns.get(key)?.notNull === true || checks.some((check) => check.kind === "check" && check.proves.includes(key));
}
function boundRanges(bound) {
  if (bound === null || bound === void 0 || bound.is_default === true) return null;
  if (bound.strategy === "l") {
    const values = (bound.listdatums ?? []).filter((value) => !isNullConstant(value)).map(literal3);
    return values.includes(null) ? null : values.flatMap((value) => value === null ? [] : point(value));
  }
  const [low] = bound.lowerdatums ?? [];
  const [high] = bound.upperdatums ?? [];
  if (bound.strategy !== "r" || low === void 0 || high === void 0) return null;
  const ends = [endOf(low, true), endOf(high, false)];
  return ends[0] === "unread" || ends[1] === "unread" ? null : [{ low: ends[0], high: ends[1] }];
}
function endOf(node, inclusive) {
  const word = text(bodyOf("ColumnRef", node)?.fields?.[0]);
  if (word === "minvalue" || word === "maxvalue") return null;
  const value = literal3(node);
  return value === null ? "unread" : { value, inclusive };
}

// src/effects/partition.ts
function attachPartition(cmd, parent, moment) {
  const command2 = bodyOf("PartitionCmd", cmd.def);
  const partition = named(moment, command2?.name);
  const locks = [
    lock(
      moment,
      parent,
      isSince2(moment.version, "ATTACH PARTITION without blocking the parent") ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE"
    ),
    ...lockFamily(moment, partition, "ACCESS EXCLUSIVE"),
    // What the partitions above it ask of their rows is looked up.
    ...parentsOf(moment, parent).map((above) => lock(moment, above, "ACCESS SHARE"))
  ];
  for (const { key } of foreignKeysOf(moment.catalog, parent))
    locks.push(lock(moment, key.references, "SHARE ROW EXCLUSIVE"));
  const isDefault = command2?.bound?.is_default === true;
  const asked = [{ parent: relationOf2(moment, parent), bound: command2?.bound }, ...askedAbove(parent, moment)];
  const scans = unproved(
    partition,
    { id: "partition-bound", partition },
    (relation) => fitProof(relation, asked),
    moment
  );
  if (scans.length === 0 && lacksIndex(parent, partition, moment)) {
    scans.push(...touchRows(moment, partition, { id: "index-build", index: null }));
  }
  if (!isDefault) addDefaultPartition(parent, command2?.bound, locks, scans, moment);
  return effectsOf({ locks, scans, fails: attachedIdentityRefusal(partition, moment) });
}
function lacksIndex(parent, partition, moment) {
  const shapes = (table3) => (relationOf2(moment, table3)?.indexes ?? []).map((name) => {
    const index = moment.catalog.indexes.get(name);
    return `${index?.unique === true} ${(index?.keys ?? []).join()}`;
  });
  const there = shapes(partition);
  return shapes(parent).some((shape) => !there.includes(shape));
}
function askedAbove(parent, moment) {
  return [parent, ...parentsOf(moment, parent)].flatMap((name) => {
    const relation = relationOf2(moment, name);
    if (relation?.partitionOf === null || relation === void 0) return [];
    return [{ parent: relationOf2(moment, relation.partitionOf), bound: relation.bound }];
  });
}
function unproved(table3, because2, proofOf2, moment) {
  if (proofOf2(relationOf2(moment, table3)) === "proved") return [];
  return touchRows(moment, table3, because2).flatMap((read2) => {
    const proof = proofOf2(relationOf2(moment, read2.relation));
    if (proof === "proved") return [];
    return [{ ...read2, certainty: proof === "none" ? read2.certainty : "possible" }];
  });
}
function addDefaultPartition(parent, bound, locks, scans, moment) {
  const fallback = defaultPartitionOf(moment, parent);
  if (fallback === null) return;
  const asked = { parent: relationOf2(moment, parent), bound };
  const only2 = apartProof(relationOf2(moment, fallback), asked) === "proved";
  locks.push(...lockFamily(moment, fallback, "ACCESS EXCLUSIVE", only2));
  const because2 = { id: "default-partition", partition: fallback };
  scans.push(...unproved(fallback, because2, (relation) => apartProof(relation, asked), moment));
}
function detachPartition(cmd, parent, moment) {
  const command2 = bodyOf("PartitionCmd", cmd.def);
  const partition = named(moment, command2?.name);
  const fallback = defaultPartitionOf(moment, parent);
  if (command2?.concurrent === true) {
    const locks2 = [
      lock(moment, parent, "SHARE UPDATE EXCLUSIVE"),
      lock(moment, partition, "ACCESS EXCLUSIVE"),
      ...lockParts(partition, moment)
    ];
    return effectsOf({ locks: locks2, fails: transactionRefusal(moment) ?? detachRefusal(fallback) });
  }
  const locks = [
    lock(moment, parent, "ACCESS EXCLUSIVE"),
    lock(
      moment,
      partition,
      isSince2(moment.version, "DETACH PARTITION locks the partition") ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE"
    ),
    ...lockParts(partition, moment)
  ];
  if (fallback !== null) locks.push(lock(moment, fallback, "ACCESS EXCLUSIVE"));
  for (const { key } of foreignKeysOf(moment.catalog, parent))
    locks.push(lock(moment, key.references, "SHARE ROW EXCLUSIVE"));
  for (const { table: table3 } of foreignKeysTo(moment.catalog, parent)) locks.push(lock(moment, table3, "ACCESS EXCLUSIVE"));
  return effectsOf({ locks });
}
function lockParts(partition, moment) {
  return lockIndexes(moment, partition, "ACCESS EXCLUSIVE", (index) => index.parent !== null);
}
function detachRefusal(fallback) {
  return fallback === null ? null : "cannot detach partitions concurrently when a default partition exists";
}
function finalizeDetach(cmd, parent, moment) {
  const partition = named(moment, bodyOf("PartitionCmd", cmd.def)?.name);
  return effectsOf({
    locks: [lock(moment, parent, "SHARE UPDATE EXCLUSIVE"), lock(moment, partition, "ACCESS EXCLUSIVE")]
  });
}

// src/effects/alter-table.ts
function alterTable2(body, moment) {
  const table3 = named(moment, body.relation);
  const cmds = bodiesOf("AlterTableCmd", body.cmds);
  if (body.objtype === "OBJECT_INDEX") return alterIndex2(table3, cmds, moment);
  if (body.objtype === "OBJECT_TYPE") return alterComposite(table3, cmds, moment);
  const namesOf3 = (subtype) => cmds.filter((cmd) => cmd.subtype === subtype).map((cmd) => cmd.name ?? bodyOf("ColumnDef", cmd.def)?.colname ?? "");
  const context = {
    table: table3,
    only: body.relation?.inh !== true,
    dropped: namesOf3("AT_DropConstraint"),
    droppedColumns: namesOf3("AT_DropColumn"),
    addedColumns: namesOf3("AT_AddColumn"),
    addedConstraints: cmds.map((cmd) => bodyOf("Constraint", cmd.def)?.conname ?? ""),
    moment
  };
  return combine(cmds.map((cmd, part) => atPart(SUBCOMMANDS[cmd.subtype ?? "AT_AddColumn"](cmd, context), part)));
}
function alterComposite(type, cmds, moment) {
  const retyped2 = cmds.some(({ subtype }) => subtype === "AT_AlterColumnType");
  const user = [...moment.catalog.relations.values()].find(
    ({ columns }) => [...columns.values()].some((column) => column.type?.name === type)
  );
  const fails = retyped2 && user !== void 0 ? `cannot alter type ${shortName(type)} because a column uses it` : null;
  return effectsOf({ locks: lockFamily(moment, type, "ACCESS EXCLUSIVE"), fails });
}
function only(mode) {
  return (_cmd, { table: table3, only: alone4, moment }) => effectsOf({ locks: lockFamily(moment, table3, mode, alone4) });
}
var triggers = (_cmd, { table: table3, only: alone4, moment }) => {
  const relation = relationOf2(moment, table3);
  const shared = isPartitioned(moment, table3) && (relation?.complete !== true || relation.triggers.length > 0);
  return effectsOf({ locks: lockFamily(moment, table3, "SHARE ROW EXCLUSIVE", alone4 || !shared) });
};
function alone(mode) {
  return (_cmd, { table: table3, moment }) => effectsOf({ locks: [lock(moment, table3, mode)] });
}
var internal = () => effectsOf({ notModelled: "an internal subcommand of ALTER TABLE" });
function dropNotNull2(cmd, { table: table3, only: alone4, moment }) {
  const isOpen = relationOf2(moment, table3)?.columns.get(cmd.name ?? "")?.notNull === false;
  if (!alone4 || isOpen) return effectsOf({ locks: lockFamily(moment, table3, "ACCESS EXCLUSIVE", alone4) });
  return effectsOf({ locks: lockHeirs(table3, moment), fails: dropConstraintOnlyRefusal(table3, alone4, moment) });
}
function dropColumn2(cmd, context) {
  const { table: table3, only: alone4, droppedColumns: droppedColumns2, moment } = context;
  const column = cmd.name ?? "";
  const locks = alone4 ? lockHeirs(table3, moment) : lockFamily(moment, table3, "ACCESS EXCLUSIVE");
  for (const { key } of foreignKeysOf(moment.catalog, table3)) {
    if (key.columns.includes(column)) locks.push(lock(moment, key.references, "ACCESS EXCLUSIVE"));
  }
  for (const foreign of foreignKeysTo(moment.catalog, table3)) {
    if (foreign.key.referencedColumns.includes(column)) locks.push(lock(moment, foreign.table, "ACCESS EXCLUSIVE"));
  }
  locks.push(...lockSequences(moment, table3, [column], "ACCESS EXCLUSIVE"));
  const gone = droppedColumns2.slice(0, droppedColumns2.indexOf(column));
  const tables2 = alone4 ? [table3] : family(moment.catalog, table3);
  const all = columnNeededBy(tables2, column, gone, moment);
  const keepsColumn = isSince2(moment.version, "generated columns keep their columns");
  const needed = keepsColumn ? all : all.filter(({ kind }) => kind !== "generated column");
  if (!keepsColumn && gone.some((earlier2) => goesAlong(column, columnNeededBy(tables2, earlier2, [], moment))))
    return effectsOf({ locks, fails: `column ${identifier(column)} is gone with the one it is computed of` });
  if (cmd.behavior === "DROP_CASCADE") locks.push(...cascadeLocks(needed, moment));
  return effectsOf({ locks, fails: dropColumnRefusal(cmd, needed, context) });
}
function goesAlong(column, dependents) {
  return dependents.some((one2) => one2.kind === "generated column" && one2.name === column);
}
function dropColumnRefusal(cmd, needed, { table: table3, only: alone4, moment }) {
  const column = cmd.name ?? "";
  const missing = noSuchColumn(table3, column, [], moment);
  if (missing !== null) return cmd.missing_ok === true ? null : missing;
  const fixed = fixedColumnRefusal(table3, column, "drop", moment) ?? dropColumnOnlyRefusal(table3, alone4, moment);
  if (fixed !== null || cmd.behavior === "DROP_CASCADE") return fixed;
  const what = `column ${identifier(column)} of ${shortName(table3)}`;
  const foreign = foreignKeysTo(moment.catalog, table3).find(
    (one2) => one2.table !== table3 && one2.key.referencedColumns.includes(column)
  );
  if (foreign !== void 0 && !moment.inRoutine)
    return `cannot drop ${what}: foreign key ${identifier(foreign.key.name)} of ${shortName(foreign.table)} depends on it`;
  return neededRefusal(what, needed, moment);
}
function changeType(cmd, context) {
  const { table: table3, only: alone4, droppedColumns: droppedColumns2, moment } = context;
  const column = cmd.name ?? "";
  const tables2 = alone4 ? [table3] : family(moment.catalog, table3);
  const fails = noSuchColumn(table3, column, [], moment) ?? fixedColumnRefusal(table3, column, "alter", moment) ?? retypeOnlyRefusal(column, table3, alone4, moment) ?? typeRefusal(columnNeededBy(tables2, column, droppedColumns2, moment), moment);
  return combine([alterColumnType(cmd, table3, alone4, moment), effectsOf({ fails })]);
}
function inherit(parentMode) {
  return (cmd, { table: table3, moment }) => {
    const parent = named(moment, bodyOf("RangeVar", cmd.def) ?? void 0);
    return effectsOf({ locks: [...lockFamily(moment, table3, "ACCESS EXCLUSIVE"), lock(moment, parent, parentMode)] });
  };
}
function relOptions(cmd, { table: table3, moment }) {
  const names = bodiesOf("DefElem", items(cmd.def)).map((option) => option.defname ?? "");
  const view = relationOf2(moment, table3)?.kind === "view";
  return effectsOf({ locks: [lock(moment, table3, setStorageOptions(names, view))] });
}
var SUBCOMMANDS = {
  AT_AddColumn: (cmd, { table: table3, only: alone4, dropped: dropped3, droppedColumns: droppedColumns2, moment }) => addColumn2(cmd, table3, alone4, dropped3, droppedColumns2, moment),
  AT_DropColumn: dropColumn2,
  AT_AlterColumnType: changeType,
  AT_SetNotNull: (cmd, { table: table3, only: alone4, dropped: dropped3, addedColumns, moment }) => combine([
    setNotNull(cmd, table3, alone4, dropped3, moment),
    effectsOf({ fails: noSuchColumn(table3, cmd.name ?? "", addedColumns, moment) })
  ]),
  AT_DropNotNull: dropNotNull2,
  AT_ColumnDefault: only("ACCESS EXCLUSIVE"),
  AT_SetExpression: setExpression,
  AT_DropExpression: only("ACCESS EXCLUSIVE"),
  AT_SetStatistics: only("SHARE UPDATE EXCLUSIVE"),
  AT_SetOptions: alone("SHARE UPDATE EXCLUSIVE"),
  AT_ResetOptions: alone("SHARE UPDATE EXCLUSIVE"),
  AT_SetStorage: only("ACCESS EXCLUSIVE"),
  AT_SetCompression: only("ACCESS EXCLUSIVE"),
  AT_AddIdentity: (cmd, { table: table3, only: alone4, moment }) => changeIdentity("add", cmd, table3, alone4, moment),
  AT_SetIdentity: (cmd, { table: table3, only: alone4, moment }) => changeIdentity("change", cmd, table3, alone4, moment),
  AT_DropIdentity: (cmd, { table: table3, only: alone4, moment }) => changeIdentity("drop", cmd, table3, alone4, moment),
  AT_AddConstraint: (cmd, { table: table3, only: alone4, dropped: dropped3, moment }) => addConstraint2(cmd, table3, alone4, dropped3, moment),
  AT_ValidateConstraint: (cmd, { table: table3, only: alone4, addedConstraints, moment }) => validateConstraint2(cmd, table3, alone4, addedConstraints, moment),
  AT_AlterConstraint: (cmd, { table: table3, moment }) => alterConstraint2(cmd, table3, moment),
  AT_DropConstraint: (cmd, { table: table3, only: alone4, moment }) => dropConstraint2(cmd, table3, alone4, moment),
  AT_SetLogged: (_cmd, { table: table3, moment }) => setPersistence(table3, "SET LOGGED", moment),
  AT_SetUnLogged: (_cmd, { table: table3, moment }) => setPersistence(table3, "SET UNLOGGED", moment),
  AT_SetAccessMethod: (cmd, { table: table3, moment }) => setAccessMethod(cmd, table3, moment),
  AT_SetTableSpace: (cmd, { table: table3, moment }) => setTablespace(cmd, table3, moment),
  AT_SetRelOptions: relOptions,
  AT_ResetRelOptions: relOptions,
  AT_ClusterOn: alone("SHARE UPDATE EXCLUSIVE"),
  AT_DropCluster: alone("SHARE UPDATE EXCLUSIVE"),
  AT_DropOids: only("ACCESS EXCLUSIVE"),
  AT_ChangeOwner: alone("ACCESS EXCLUSIVE"),
  AT_ReplicaIdentity: alone("ACCESS EXCLUSIVE"),
  AT_EnableRowSecurity: alone("ACCESS EXCLUSIVE"),
  AT_DisableRowSecurity: alone("ACCESS EXCLUSIVE"),
  AT_ForceRowSecurity: alone("ACCESS EXCLUSIVE"),
  AT_NoForceRowSecurity: alone("ACCESS EXCLUSIVE"),
  AT_EnableTrig: triggers,
  AT_EnableAlwaysTrig: triggers,
  AT_EnableReplicaTrig: triggers,
  AT_EnableTrigAll: triggers,
  AT_EnableTrigUser: triggers,
  AT_DisableTrig: triggers,
  AT_DisableTrigAll: triggers,
  AT_DisableTrigUser: triggers,
  AT_EnableRule: alone("ACCESS EXCLUSIVE"),
  AT_EnableAlwaysRule: alone("ACCESS EXCLUSIVE"),
  AT_EnableReplicaRule: alone("ACCESS EXCLUSIVE"),
  AT_DisableRule: alone("ACCESS EXCLUSIVE"),
  AT_AddInherit: inherit("SHARE UPDATE EXCLUSIVE"),
  AT_DropInherit: inherit("ACCESS SHARE"),
  AT_AddOf: alone("ACCESS EXCLUSIVE"),
  AT_DropOf: alone("ACCESS EXCLUSIVE"),
  AT_GenericOptions: alone("ACCESS EXCLUSIVE"),
  AT_AlterColumnGenericOptions: alone("ACCESS EXCLUSIVE"),
  AT_AttachPartition: (cmd, { table: table3, moment }) => attachPartition(cmd, table3, moment),
  AT_DetachPartition: (cmd, { table: table3, moment }) => detachPartition(cmd, table3, moment),
  AT_DetachPartitionFinalize: (cmd, { table: table3, moment }) => finalizeDetach(cmd, table3, moment),
  AT_AddColumnToView: internal,
  AT_CookedColumnDefault: internal,
  AT_AddIndex: internal,
  AT_AddIndexConstraint: internal,
  AT_ReAddIndex: internal,
  AT_ReAddConstraint: internal,
  AT_ReAddDomainConstraint: internal,
  AT_ReAddComment: internal,
  AT_ReAddStatistics: internal,
  AT_ReplaceRelOptions: internal
};
function setExpression(cmd, { table: table3, only: alone4, moment }) {
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE", alone4);
  const generated = relationOf2(moment, table3)?.columns.get(cmd.name ?? "")?.generated;
  if (generated === "virtual") return effectsOf({ locks });
  const certainty = generated === "stored" ? "certain" : "possible";
  const because2 = { id: "stored-generated-column", column: cmd.name ?? "" };
  const rewrites = lockFamily(moment, table3, "ACCESS EXCLUSIVE", alone4).map(
    ({ relation, existing: existing2 }) => ({ relation, existing: existing2, because: because2, certainty, part: 0 })
  );
  return effectsOf({ locks, rewrites });
}

// src/effects/create.ts
function createTable2(body, moment) {
  const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.relation);
  if (body.if_not_exists === true && relationOf2(moment, name) !== void 0) return effectsOf({});
  const constraints = [
    ...bodiesOf("Constraint", body.tableElts),
    ...bodiesOf("ColumnDef", body.tableElts).flatMap((column) => bodiesOf("Constraint", column.constraints))
  ];
  const locks = referenced(constraints, name, moment);
  const scans = [];
  for (const like of bodiesOf("TableLikeClause", body.tableElts))
    locks.push(lock(moment, named(moment, like.relation), "ACCESS SHARE"));
  for (const parent of bodiesOf("RangeVar", body.inhRelations)) {
    const parentName = named(moment, parent);
    if (body.partbound === void 0) {
      locks.push(lock(moment, parentName, "SHARE UPDATE EXCLUSIVE"));
      continue;
    }
    locks.push(lock(moment, parentName, "ACCESS EXCLUSIVE"));
    for (const { key } of foreignKeysOf(moment.catalog, parentName))
      locks.push(lock(moment, key.references, "SHARE ROW EXCLUSIVE"));
    if (body.partbound.is_default !== true) addDefaultPartition(parentName, body.partbound, locks, scans, moment);
  }
  return effectsOf({ locks, scans, fails: existsAlready(name, moment) ?? keysRefusal(body) });
}
function keysRefusal(body) {
  if (body.partspec === void 0) return null;
  const parts2 = bodiesOf("PartitionElem", body.partspec.partParams).map(({ name }) => name ?? null);
  const isKey = ({ contype }) => contype === "CONSTR_PRIMARY" || contype === "CONSTR_UNIQUE";
  const keys = [...body.tableElts ?? [], ...body.constraints ?? []].flatMap((element) => {
    const constraint = bodyOf("Constraint", element);
    if (constraint !== null) return isKey(constraint) ? [texts(constraint.keys)] : [];
    const column = bodyOf("ColumnDef", element);
    return bodiesOf("Constraint", column?.constraints).some(isKey) ? [[column?.colname ?? ""]] : [];
  });
  return keys.map((columns) => missesKey(parts2, columns)).find((why) => why !== null) ?? null;
}
function referenced(constraints, self2, moment) {
  const keys = constraints.filter((constraint) => constraint.contype === "CONSTR_FOREIGN");
  const names = keys.map((key) => named(moment, key.pktable)).filter((name) => name !== self2);
  return names.flatMap((name) => lockFamily(moment, name, "SHARE ROW EXCLUSIVE"));
}
function createTableAs2(body, moment) {
  const locks = body.query === void 0 ? [] : lockQuery(body.query, [], moment);
  const filled = body.into?.skipData !== true;
  const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.into?.rel);
  const read2 = [...new Set(locks.map(({ relation }) => relation))];
  return effectsOf({
    fails: body.if_not_exists === true ? null : existsAlready(name, moment),
    locks,
    scans: filled ? read2.filter((one2) => exists(moment, one2)).map((one2) => touch(moment, one2, { id: "query" }, "possible")) : []
  });
}
function createView2(body, moment) {
  const view = named(moment, body.view);
  const replaced = body.replace === true && relationOf2(moment, view) !== void 0;
  const sources = body.query === void 0 ? [] : tablesIn(body.query, moment);
  const locks = sources.map((name) => lock(moment, name, "ACCESS SHARE"));
  if (body.replace !== true) {
    const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.view);
    return effectsOf({ locks, fails: existsAlready(name, moment) });
  }
  if (!replaced) return effectsOf({ locks });
  const fails = isOtherKind(view, moment) ? `${shortName(view)} is not a view` : columnsRefusal(body, view, moment);
  return effectsOf({ locks: [...locks, lock(moment, view, "ACCESS EXCLUSIVE")], fails });
}
function columnsRefusal(body, view, moment) {
  const relation = relationOf2(moment, view);
  const before = isSure(relation, moment) ? relation?.outputs ?? null : null;
  const after = outputsOf(body.query, texts(body.aliases), moment.catalog, moment.settings.searchPath);
  if (before === null || after === null) return null;
  if (after.names.length < before.names.length) return `cannot drop columns from view ${shortName(view)}`;
  const ordered = before.ordered && after.ordered;
  const all = after.names.includes(null) ? null : after.names;
  const lost2 = before.names.find((name, at2) => {
    const now = after.names[at2] ?? null;
    return name !== null && (ordered ? now !== null && now !== name : all?.includes(name) === false);
  });
  return typeof lost2 === "string" ? `cannot change the name of column ${identifier(lost2)} of view ${shortName(view)}` : null;
}
function isOtherKind(view, moment) {
  const relation = relationOf2(moment, view);
  if (relation === void 0 || !isSure(relation, moment)) return false;
  return relation.kind === "materialized view" || relation.kind !== "view" && relation.complete;
}
function createTrigger2(body, moment) {
  const table3 = named(moment, body.relation);
  const own2 = body.row !== true || !isPartitioned(moment, table3);
  return effectsOf({ locks: lockFamily(moment, table3, "SHARE ROW EXCLUSIVE", own2) });
}
function createRule2(body, moment) {
  const locks = [lock(moment, named(moment, body.relation), "ACCESS EXCLUSIVE")];
  for (const action of body.actions ?? []) {
    const change2 = bodyOf("InsertStmt", action) ?? bodyOf("UpdateStmt", action) ?? bodyOf("DeleteStmt", action);
    if (change2?.relation !== void 0) locks.push(lock(moment, named(moment, change2.relation), "ROW EXCLUSIVE"));
  }
  return effectsOf({ locks });
}
function createSchema2(body, moment) {
  const inside2 = {
    ...moment,
    settings: { ...moment.settings, searchPath: [body.schemaname ?? "", ...moment.settings.searchPath] }
  };
  const name = body.schemaname ?? "";
  const made = moment.catalog.schemas.get(name);
  if (body.if_not_exists !== true && made !== void 0 && isSure({ set: made }, moment))
    return effectsOf({ fails: `schema ${identifier(name)} already exists` });
  const nodes = (body.schemaElts ?? []).map(statementNode).filter((node) => node !== null);
  return combine(nodes.map((node) => ofStatement(node, inside2)));
}

// src/effects/drop-object.ts
function dropViews(body, moment) {
  const views = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = views.map((view) => lock(moment, view, "ACCESS EXCLUSIVE"));
  const needed = neededBy(views, moment);
  if (body.behavior === "DROP_CASCADE") return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  return effectsOf({ locks, fails: neededRefusal(`view ${views.map(shortName).join(", ")}`, needed, moment) });
}
function dropSequences(body, moment) {
  const sequences = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = sequences.map((sequence) => lock(moment, sequence, "ACCESS EXCLUSIVE"));
  const needed = neededBy(sequences, moment);
  const identity = needed.find((one2) => one2.kind === "default" && isIdentity2(one2.relation, one2.name, moment));
  const what = `sequence ${sequences.map(shortName).join(", ")}`;
  if (identity !== void 0 && !moment.inRoutine)
    return effectsOf({
      locks,
      fails: `cannot drop ${what}: an identity column of ${shortName(identity.relation)} requires it`
    });
  if (body.behavior === "DROP_CASCADE") return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  return effectsOf({ locks, fails: neededRefusal(what, needed, moment) });
}
function isIdentity2(table3, column, moment) {
  return relationOf2(moment, table3)?.columns.get(column)?.identity === true;
}
function dropTypes(body, moment) {
  const types = (body.objects ?? []).map(nameParts);
  const columns = [...moment.catalog.relations.values()].flatMap(
    (relation) => [...relation.columns.values()].filter(({ type }) => type !== null && types.some((parts2) => isNamed(type.name, parts2))).map((column) => ({ relation, column }))
  );
  const own2 = types.map((parts2) => namedByParts(moment, parts2)).filter((name) => isComposite(name, moment));
  const locks = [...own2, ...columns.map(({ relation }) => relation.name)].map(
    (name) => lock(moment, name, "ACCESS EXCLUSIVE")
  );
  if (body.behavior !== "DROP_CASCADE") {
    const used = columns.find(({ relation, column }) => isSure(relation, moment) && column.type?.name.includes("."));
    const what = types.map((parts2) => parts2.map(identifier).join(".")).join(", ");
    const fails = used === void 0 ? null : `cannot drop type ${what}: column ${identifier(used.column.name)} of ${shortName(used.relation.name)} depends on it`;
    return effectsOf({ locks: locks.slice(0, own2.length), fails });
  }
  const needed = columns.flatMap(({ relation, column }) => columnNeededBy([relation.name], column.name, [], moment));
  return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
}
function isComposite(name, moment) {
  return relationOf2(moment, name)?.kind === "composite type";
}
function dropRoutines(body, moment) {
  const { catalog } = moment;
  const context = { set: moment.set, transaction: 0, path: moment.settings.searchPath };
  const needed = [];
  const names = [];
  for (const object of body.objects ?? []) {
    const name = routineKey(nameParts(object), moment);
    const takesSome = (bodyOf("ObjectWithArgs", object)?.objargs ?? []).length > 0;
    const isOnly = catalog.routines.get(name)?.overloads.length === 1;
    const isGone = !dropFunction(catalog, object, name, context).routines.has(name);
    const all = dependentsOfRoutine(catalog, name);
    names.push(name);
    if (isOnly && isGone) needed.push(...all);
    else if (!isOnly && !takesSome) needed.push(...all.filter(({ kind }) => kind === "trigger"));
  }
  if (body.behavior === "DROP_CASCADE") return effectsOf({ locks: cascadeLocks(needed, moment) });
  const keeps = isSince2(moment.version, "generated columns keep their columns");
  const silent = keeps ? [] : needed.filter(({ kind }) => kind === "generated column");
  const others = needed.filter((one2) => !silent.includes(one2));
  const locks = cascadeLocks(silent, moment);
  return effectsOf({ locks, fails: neededRefusal(`function ${names.map(shortName).join(", ")}`, others, moment) });
}
function routineKey(parts2, moment) {
  const name = parts2.at(-1) ?? "";
  const path = moment.settings.searchPath;
  if (parts2.length > 1) return relationName(parts2.at(-2) ?? "", name);
  const candidates = path.map((schema) => relationName(schema, name));
  return candidates.find((key) => moment.catalog.routines.has(key)) ?? relationName(path[0] ?? "public", name);
}
function isNamed(type, parts2) {
  const name = parts2.at(-1) ?? "";
  if (!type.includes(".")) return type === name;
  const known2 = splitName(type);
  return known2.name === name && (parts2.length < 2 || known2.schema === parts2.at(-2));
}

// src/effects/drop.ts
function drop2(body, moment) {
  switch (body.removeType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
      return dropTables(body, moment);
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
      return dropViews(body, moment);
    case "OBJECT_SEQUENCE":
      return dropSequences(body, moment);
    case "OBJECT_INDEX":
      return dropIndexes(body, moment);
    case "OBJECT_TRIGGER":
    case "OBJECT_RULE":
    case "OBJECT_POLICY":
      return dropOnTable(body, moment);
    case "OBJECT_SCHEMA":
      return dropSchemas(body, moment);
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return dropTypes(body, moment);
    case "OBJECT_FUNCTION":
    case "OBJECT_ROUTINE":
      return dropRoutines(body, moment);
    default:
      return effectsOf({});
  }
}
var REFERENCED = "which a foreign key of another table references";
function dropTables(body, moment) {
  const tables2 = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = tables2.flatMap((table3) => dropTable(table3, body, moment));
  const needed = neededBy(tables2, moment);
  if (body.behavior === "DROP_CASCADE") return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  const referenced2 = tables2.find((table3) => isReferencedByOthers(table3, tables2, moment));
  const fails = referenced2 === void 0 ? neededRefusal(`table ${tables2.map(shortName).join(", ")}`, needed, moment) : `cannot drop table ${shortName(referenced2)}, ${REFERENCED}`;
  return effectsOf({ locks, fails });
}
function isBlockedLoss(why) {
  return why.endsWith(REFERENCED) || why.startsWith("cannot drop table");
}
function isReferencedByOthers(table3, gone, moment) {
  return foreignKeysTo(moment.catalog, table3).some((foreign) => !gone.includes(foreign.table));
}
function dropTable(table3, body, moment) {
  const locks = lockFamily(moment, table3, "ACCESS EXCLUSIVE");
  locks.push(...lockSequences(moment, table3, relationOf2(moment, table3)?.columns.keys() ?? [], "ACCESS EXCLUSIVE"));
  for (const { key } of foreignKeysOf(moment.catalog, table3))
    locks.push(lock(moment, key.references, "ACCESS EXCLUSIVE"));
  if (body.behavior === "DROP_CASCADE") {
    for (const foreign of foreignKeysTo(moment.catalog, table3))
      locks.push(lock(moment, foreign.table, "ACCESS EXCLUSIVE"));
  }
  for (const parent of parentsOf(moment, table3)) {
    locks.push(lock(moment, parent, "ACCESS EXCLUSIVE"));
    const fallback = defaultPartitionOf(moment, parent);
    if (fallback !== null) locks.push(lock(moment, fallback, "ACCESS EXCLUSIVE"));
  }
  return locks;
}
function dropIndexes(body, moment) {
  const concurrently4 = body.concurrent === true;
  const locks = [];
  for (const object of body.objects ?? []) {
    const index = namedByParts(moment, nameParts(object));
    const known2 = moment.catalog.indexes.get(index);
    locks.push({
      relation: index,
      mode: concurrently4 ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE",
      existing: known2?.set !== moment.set
    });
    if (known2 === void 0) continue;
    if (concurrently4) locks.push(lock(moment, known2.table, "SHARE UPDATE EXCLUSIVE"));
    else locks.push(...lockFamily(moment, known2.table, "ACCESS EXCLUSIVE"));
  }
  return effectsOf({ locks, fails: dropIndexRefusal(body, moment) });
}
function dropIndexRefusal(body, moment) {
  const refused = body.concurrent === true ? transactionRefusal(moment) : null;
  if (refused !== null) return refused;
  if (body.concurrent === true && (body.objects ?? []).length > 1)
    return "DROP INDEX CONCURRENTLY does not support dropping multiple objects";
  if (body.concurrent === true && body.behavior === "DROP_CASCADE")
    return "DROP INDEX CONCURRENTLY does not support CASCADE";
  for (const object of body.objects ?? []) {
    const index = namedByParts(moment, nameParts(object));
    const table3 = relationOf2(moment, moment.catalog.indexes.get(index)?.table ?? "");
    if (table3 === void 0) continue;
    const owner = [...table3.constraints.values()].find((one2) => "index" in one2 && one2.index === index);
    if (owner !== void 0) return `the index belongs to the constraint ${owner.name}: drop that instead`;
    const partitioned = body.concurrent === true ? partitionedRefusal(table3, "DROP INDEX CONCURRENTLY") : null;
    if (partitioned !== null) return partitioned;
  }
  return null;
}
function dropOnTable(body, moment) {
  const locks = (body.objects ?? []).flatMap((object) => {
    const parts2 = texts(items(object));
    const table3 = namedByParts(moment, parts2.slice(0, -1));
    return isAbsent(body, table3, parts2.at(-1) ?? "", moment) ? [] : [lock(moment, table3, "ACCESS EXCLUSIVE")];
  });
  return effectsOf({ locks });
}
function isAbsent(body, table3, name, moment) {
  const known2 = relationOf2(moment, table3);
  if (body.missing_ok !== true || known2?.complete !== true) return false;
  if (body.removeType === "OBJECT_TRIGGER") return !known2.triggers.some((one2) => one2.name === name);
  return body.removeType === "OBJECT_POLICY" && !known2.policies.some((one2) => one2.name === name);
}
function dropSchemas(body, moment) {
  const schemas = (body.objects ?? []).map((object) => nameParts(object).at(-1) ?? "");
  const inside2 = [...moment.catalog.relations.values()].filter(
    ({ name, kind }) => kind !== "composite type" && schemas.includes(splitName(name).schema)
  );
  const locks = inside2.flatMap(({ name }) => dropTable(name, body, moment));
  const needed = neededBy(
    inside2.map(({ name }) => name),
    moment
  );
  return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)], fails: dropSchemasRefusal(body, moment) });
}
function dropSchemasRefusal(body, moment) {
  if (body.behavior === "DROP_CASCADE") return null;
  const { relations, types, routines } = moment.catalog;
  const schemas = (body.objects ?? []).map((object) => nameParts(object).at(-1) ?? "");
  for (const things of [relations, types, routines]) {
    for (const [name, thing] of things) {
      const { schema } = splitName(name);
      if (schemas.includes(schema) && isSure(thing, moment))
        return `cannot drop schema ${identifier(schema)}: ${shortName(name)} is in it`;
    }
  }
  return null;
}
function truncate(body, moment) {
  const tables2 = (body.relations ?? []).flatMap((node) => "RangeVar" in node ? [node.RangeVar] : []);
  const locks = [];
  const pending = tables2.map((range) => named(moment, range));
  const alone4 = new Set(tables2.filter(({ inh }) => inh !== true).map((range) => named(moment, range)));
  const seen = /* @__PURE__ */ new Set();
  for (let table3 = pending.pop(); table3 !== void 0; table3 = pending.pop()) {
    if (seen.has(table3)) continue;
    seen.add(table3);
    locks.push(...lockFamily(moment, table3, "ACCESS EXCLUSIVE", alone4.has(table3)));
    if (body.behavior === "DROP_CASCADE")
      pending.push(...foreignKeysTo(moment.catalog, table3).map((foreign) => foreign.table));
  }
  const blocked = [...seen].find((table3) => isReferencedByOthers(table3, [...seen], moment));
  const fails = blocked === void 0 ? null : `cannot truncate ${shortName(blocked)}, ${REFERENCED}`;
  const parent = [...alone4].some((table3) => relationOf2(moment, table3)?.kind === "partitioned table");
  return effectsOf({ locks, fails: parent ? "cannot truncate only a partitioned table" : fails });
}

// src/effects/maintenance.ts
function vacuum(body, moment) {
  const isVacuum = body.is_vacuumcmd === true;
  const full = isFullVacuum(body);
  const ranges2 = bodiesOf("VacuumRelation", body.rels).map(({ relation }) => relation);
  const tables2 = ranges2.length === 0 ? tablesOf(moment) : ranges2.flatMap((range) => vacuumed(range, moment));
  const fails = isVacuum ? transactionRefusal(moment) : null;
  const mode = full ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
  const because2 = { id: "copied", command: "VACUUM FULL" };
  const rewrites = full ? tables2.filter((table3) => !isPartitioned(moment, table3)).map((table3) => touch(moment, table3, because2)) : [];
  const sampled = analyzes(body) ? sampledBelow(tables2, moment) : [];
  return effectsOf({ locks: [...tables2.map((table3) => lock(moment, table3, mode)), ...sampled], rewrites, fails });
}
function analyzes(body) {
  return body.is_vacuumcmd !== true || isOn("analyze", body);
}
function sampledBelow(tables2, moment) {
  const below = new Set(tables2.flatMap((table3) => family(moment.catalog, table3)));
  return [...below].filter((name) => !tables2.includes(name)).map((name) => lock(moment, name, "ACCESS SHARE"));
}
function vacuumed(range, moment) {
  const table3 = named(moment, range);
  const all = isPartitioned(moment, table3) || isSince2(moment.version, "VACUUM goes down to children");
  return all && range?.inh === true ? family(moment.catalog, table3) : [table3];
}
function isFullVacuum(body) {
  return body.is_vacuumcmd === true && isOn("full", body);
}
function isOn(name, { options }) {
  return bodiesOf("DefElem", options).some((option) => option.defname === name && optionIsOn(option.arg));
}
function tablesOf(moment) {
  return [...moment.catalog.relations.values()].filter(({ kind }) => kind === "table" || kind === "materialized view" || kind === "partitioned table").map(({ name }) => name);
}
function cluster(body, moment) {
  if (body.relation === void 0) return effectsOf({ fails: transactionRefusal(moment) });
  const table3 = named(moment, body.relation);
  const rewrites = touchRows(moment, table3, { id: "copied", command: "CLUSTER" }, !isPartitioned(moment, table3));
  if (!isPartitioned(moment, table3)) return effectsOf({ locks: [lock(moment, table3, "ACCESS EXCLUSIVE")], rewrites });
  const feature = "CLUSTER of partitioned tables";
  const fails = isSince2(moment.version, feature) ? transactionRefusal(moment) : notBefore(moment.version, feature);
  return effectsOf({ locks: lockFamily(moment, table3, "ACCESS EXCLUSIVE"), rewrites, fails });
}
function refresh2(body, moment) {
  const view = named(moment, body.relation);
  const fails = refreshRefusal(body, view, moment);
  if (fails !== null) return effectsOf({ fails });
  const sources = body.skipData === true ? [] : relationOf2(moment, view)?.query ?? [];
  const read2 = sources.flatMap(({ relation }) => lockShown(relation, "ACCESS SHARE", moment));
  if (body.concurrent === true) return effectsOf({ locks: [lock(moment, view, "EXCLUSIVE"), ...read2] });
  const rewrites = [touch(moment, view, { id: "copied", command: "REFRESH MATERIALIZED VIEW" })];
  return effectsOf({ locks: [lock(moment, view, "ACCESS EXCLUSIVE"), ...read2], rewrites });
}
function refreshRefusal(body, view, moment) {
  const concurrently4 = body.concurrent === true;
  if (concurrently4 && body.skipData === true) return "CONCURRENTLY and WITH NO DATA cannot be used together";
  const relation = relationOf2(moment, view);
  if (relation === void 0 || !isSure(relation, moment)) return null;
  const isOther = relation.kind === "view" || relation.kind === "table" && relation.complete;
  if (isOther) return `${shortName(view)} is not a materialized view`;
  if (!concurrently4 || relation.query.length === 0) return null;
  if (!relation.populated) return "CONCURRENTLY needs a materialized view that has been filled before";
  const isKey = (index) => index?.unique === true && !index.computed;
  if (relation.indexes.some((name) => isKey(moment.catalog.indexes.get(name)))) return null;
  return `cannot refresh ${shortName(view)} concurrently without a unique index on plain columns and all rows`;
}
function lockTable(body, moment) {
  const mode = LOCK_MODES[(body.mode ?? 8) - 1] ?? "ACCESS EXCLUSIVE";
  const tables2 = bodiesOf("RangeVar", body.relations);
  const locks = tables2.flatMap((range) => lockShown(named(moment, range), mode, moment, range.inh !== true));
  const alone4 = moment.session.transaction === null && !moment.inRoutine;
  return effectsOf({ locks, fails: alone4 ? "LOCK TABLE can only be used in transaction blocks" : null });
}
function alterDomain2(body, moment) {
  const names = texts(body.typeName);
  const domain = names.length > 1 ? relationName(names[0] ?? "", names[1] ?? "") : names[0] ?? "";
  const constraint = body.def !== void 0 && "Constraint" in body.def ? body.def.Constraint : void 0;
  const checks = body.subtype === "O" || body.subtype === "V" || body.subtype === "C" && constraint?.skip_validation !== true;
  if (!checks) return effectsOf({});
  const tables2 = [...moment.catalog.relations.values()].filter(
    (relation) => [...relation.columns.values()].some(
      (column) => column.type !== null && shortName(column.type.name) === shortName(domain)
    )
  );
  const isKnown = findType(moment.catalog, moment.settings.searchPath, { name: domain, modifiers: [], array: false }) !== void 0;
  const because2 = { id: "domain-constraint", domain: shortName(domain) };
  return effectsOf({
    locks: tables2.map((table3) => lock(moment, table3.name, "SHARE")),
    scans: tables2.map((table3) => touch(moment, table3.name, because2)),
    notModelled: tables2.length === 0 && !isKnown ? `every table that uses the domain ${shortName(domain)}, read under SHARE` : null
  });
}

// src/effects/reindex.ts
var BLOCKING = { table: "SHARE", index: "ACCESS EXCLUSIVE" };
var ONLINE = { table: "SHARE UPDATE EXCLUSIVE", index: "SHARE UPDATE EXCLUSIVE" };
function reindex(body, moment) {
  const concurrently4 = bodiesOf("DefElem", body.params).some(
    (option) => option.defname === "concurrently" && optionIsOn(option.arg)
  );
  const refused = concurrently4 ? transactionRefusal(moment) : null;
  const modes = concurrently4 ? ONLINE : BLOCKING;
  if (body.kind === "REINDEX_OBJECT_TABLE") return reindexTable(named(moment, body.relation), modes, refused, moment);
  if (body.kind === "REINDEX_OBJECT_INDEX") return reindexIndex(named(moment, body.relation), modes, refused, moment);
  return reindexMany(body, modes, moment);
}
function reindexMany(body, modes, moment) {
  const system = body.kind === "REINDEX_OBJECT_SYSTEM";
  const fails = transactionRefusal(moment) ?? (system && modes === ONLINE ? "cannot reindex system catalogs concurrently" : null);
  const schema = body.kind === "REINDEX_OBJECT_SCHEMA" ? body.name ?? "" : null;
  const reached = [...moment.catalog.relations.values()].filter(
    ({ name, kind }) => !system && (kind === "table" || kind === "materialized view") && (schema === null || splitName(name).schema === schema)
  );
  return combine([effectsOf({ fails }), ...reached.map(({ name }) => reindexTable(name, modes, null, moment))]);
}
function reindexTable(table3, modes, refused, moment) {
  if (isPartitioned(moment, table3)) return reindexPartitioned(table3, modes, refused, moment);
  const locks = [lock(moment, table3, modes.table), ...lockIndexes(moment, table3, modes.index)];
  if (!mayHaveIndexes(table3, moment)) return effectsOf({ locks, fails: refused });
  const touched = [touch(moment, table3, { id: "index-build", index: null })];
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: refused });
}
function reindexPartitioned(table3, modes, refused, moment) {
  const own2 = lock(moment, table3, modes.table);
  if (!isSince2(moment.version, "REINDEX of partitioned tables")) return effectsOf({ locks: [own2], fails: refused });
  const partitions = family(moment.catalog, table3).filter((name) => name !== table3);
  const touched = touchRows(moment, table3, { id: "index-build", index: null }).filter(
    ({ relation }) => mayHaveIndexes(relation, moment)
  );
  const locks = partitions.flatMap((name) => [
    // All are looked up in SHARE before the first is rebuilt, with CONCURRENTLY as well.
    lock(moment, name, "SHARE"),
    ...isPartitioned(moment, name) ? [] : lockIndexes(moment, name, modes.index)
  ]);
  return effectsOf({
    locks: [own2, ...locks],
    scans: touched,
    rebuildsIndexes: touched,
    fails: refused ?? transactionRefusal(moment)
  });
}
function reindexIndex(index, modes, refused, moment) {
  const known2 = moment.catalog.indexes.get(index);
  const existing2 = known2?.set !== moment.set;
  const own2 = { relation: index, mode: modes.index, existing: existing2 };
  if (known2 === void 0) return effectsOf({ locks: [own2], fails: refused });
  const locks = [own2, lock(moment, known2.table, modes.table)];
  if (isPartitioned(moment, known2.table)) return reindexParts(index, known2.table, locks, modes, moment);
  const touched = [touch(moment, known2.table, { id: "index-build", index: shortName(index) })];
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: refused });
}
function reindexParts(index, table3, own2, modes, moment) {
  if (!isSince2(moment.version, "REINDEX of partitioned tables"))
    return effectsOf({ locks: own2, fails: "REINDEX is not yet implemented for partitioned indexes" });
  const parts2 = /* @__PURE__ */ new Set([index]);
  const locks = [...own2];
  for (const partition of family(moment.catalog, table3)) {
    const found2 = lockIndexes(moment, partition, modes.index, ({ parent }) => parent !== null && parts2.has(parent));
    for (const { relation } of found2) parts2.add(relation);
    if (found2.length > 0 && !isPartitioned(moment, partition))
      locks.push(lock(moment, partition, modes.table), ...found2);
  }
  const reached = new Set(locks.map(({ relation }) => relation));
  const touched = touchRows(moment, table3, { id: "index-build", index: shortName(index) }).filter(
    ({ relation, certainty }) => certainty === "possible" || reached.has(relation)
  );
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: transactionRefusal(moment) });
}
function mayHaveIndexes(table3, moment) {
  const known2 = relationOf2(moment, table3);
  return known2?.complete !== true || known2.indexes.length > 0;
}

// src/effects/rename.ts
function rename2(body, moment) {
  const relation = named(moment, body.relation);
  switch (body.renameType) {
    case "OBJECT_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_FOREIGN_TABLE":
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      return effectsOf({ locks: [lock(moment, relation, "ACCESS EXCLUSIVE")] });
    case "OBJECT_COLUMN":
    case "OBJECT_TABCONSTRAINT":
    case "OBJECT_ATTRIBUTE":
      return effectsOf({
        locks: lockFamily(moment, relation, "ACCESS EXCLUSIVE", body.relation?.inh !== true),
        fails: body.renameType === "OBJECT_COLUMN" ? renameColumnRefusal(body, moment) : null
      });
    case "OBJECT_INDEX": {
      const mode = isSince2(moment.version, "ALTER INDEX RENAME without blocking") ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
      const existing2 = moment.catalog.indexes.get(relation)?.set !== moment.set;
      return effectsOf({ locks: [{ relation, mode, existing: existing2 }] });
    }
    default:
      return effectsOf({});
  }
}
function renameColumnRefusal(body, moment) {
  const table3 = named(moment, body.relation);
  const column = body.subname ?? "";
  const inherited2 = fixedColumnRefusal(table3, column, "rename", moment);
  const isAlone = body.relation?.inh !== true && (relationOf2(moment, table3)?.children ?? []).length > 0;
  if (inherited2 !== null || !isAlone || moment.inRoutine) return inherited2;
  return `inherited column ${identifier(column)} must be renamed in child tables too`;
}
function setSchema2(body, moment) {
  const onRelation = body.relation !== void 0;
  const locks = onRelation ? [lock(moment, named(moment, body.relation), "ACCESS EXCLUSIVE")] : [];
  return effectsOf({ locks });
}
function comment(objtype, object, moment) {
  const parts2 = object === void 0 || object === null ? [] : nameParts(object);
  switch (objtype) {
    case "OBJECT_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_FOREIGN_TABLE":
      return effectsOf({ locks: [lock(moment, namedByParts(moment, parts2), "SHARE UPDATE EXCLUSIVE")] });
    case "OBJECT_INDEX": {
      const index = namedByParts(moment, parts2);
      const existing2 = moment.catalog.indexes.get(index)?.set !== moment.set;
      return effectsOf({ locks: [{ relation: index, mode: "SHARE UPDATE EXCLUSIVE", existing: existing2 }] });
    }
    case "OBJECT_COLUMN":
      return effectsOf({
        locks: [lock(moment, namedByParts(moment, texts(items(object)).slice(0, -1)), "SHARE UPDATE EXCLUSIVE")]
      });
    case "OBJECT_TABCONSTRAINT":
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      return effectsOf({
        locks: [lock(moment, namedByParts(moment, texts(items(object)).slice(0, -1)), "ACCESS SHARE")]
      });
    default:
      return effectsOf({});
  }
}

// src/effects/too-new.ts
var NEWEST = 18;
function tooNew(node, moment) {
  const feature = featuresOf(node).find((one2) => !isSince2(moment.version, one2));
  if (feature !== void 0) return notBefore(moment.version, feature);
  return moment.version >= NEWEST ? null : newFunction(defaultsOf(node), moment);
}
function featuresOf(node) {
  switch (node.tag) {
    case "AlterTableStmt":
      return bodiesOf("AlterTableCmd", node.body.cmds).flatMap((cmd) => ofSubcommand(cmd, node.body.objtype));
    case "CreateStmt":
      return ofElements(node.body.tableElts);
    case "IndexStmt":
      return node.body.nulls_not_distinct === true ? ["NULLS NOT DISTINCT"] : [];
    case "MergeStmt":
      return ofMerge(node.body);
    case "CreateTrigStmt":
      return node.body.replace === true ? ["CREATE OR REPLACE TRIGGER"] : [];
    case "CreateFunctionStmt":
      return node.body.sql_body === void 0 ? [] : ["bodies in BEGIN ATOMIC or RETURN"];
    case "ViewStmt":
      return hasOption(node.body.options, "security_invoker") ? ["security_invoker views"] : [];
    case "AlterDatabaseRefreshCollStmt":
      return ["REFRESH COLLATION VERSION of a database"];
    case "AlterTypeStmt":
      return ["ALTER TYPE … SET"];
    case "SelectStmt":
      return node.body.groupDistinct === true ? ["GROUP BY DISTINCT"] : [];
    case "CreateStatsStmt":
      return ofStatistics(node.body);
    case "CreateSeqStmt":
      return node.body.sequence?.relpersistence === "u" ? ["UNLOGGED sequences"] : [];
    case "GrantStmt":
      return bodiesOf("AccessPriv", node.body.privileges).some((one2) => one2.priv_name === "maintain") ? ["GRANT MAINTAIN"] : [];
    case "ReindexStmt":
      return ofReindex(node.body.params);
    case "VacuumStmt":
      return bodiesOf("VacuumRelation", node.body.rels).some(({ relation }) => relation?.inh !== true) ? ["VACUUM or ANALYZE of ONLY a table"] : [];
    case "CreatePublicationStmt":
    case "AlterPublicationStmt":
      return ofPublication(node.body.pubobjects);
    default:
      return [];
  }
}
function ofSubcommand(cmd, objtype) {
  switch (cmd.subtype) {
    case "AT_AddColumn":
      return ofColumn(bodyOf("ColumnDef", cmd.def));
    case "AT_AddConstraint":
      return ofConstraint2(bodyOf("Constraint", cmd.def), true);
    case "AT_AlterConstraint": {
      const change2 = bodyOf("ATAlterConstraint", cmd.def);
      if (change2?.alterEnforceability === true) return ["ALTER CONSTRAINT … ENFORCED"];
      return change2?.alterInheritability === true ? ["ALTER CONSTRAINT … INHERIT"] : [];
    }
    case "AT_SetExpression":
      return ["SET EXPRESSION"];
    case "AT_DropExpression":
      return ["DROP EXPRESSION"];
    case "AT_SetCompression":
      return ["COMPRESSION of a column"];
    case "AT_SetAccessMethod":
      return cmd.name === void 0 ? ["SET ACCESS METHOD", "SET ACCESS METHOD DEFAULT"] : ["SET ACCESS METHOD"];
    case "AT_SetStorage":
      return text(cmd.def) === "default" ? ["STORAGE DEFAULT"] : [];
    case "AT_SetLogged":
    case "AT_SetUnLogged":
      return objtype === "OBJECT_SEQUENCE" ? ["UNLOGGED sequences"] : [];
    case "AT_SetRelOptions":
    case "AT_ResetRelOptions":
      return hasOption(items(cmd.def), "security_invoker") ? ["security_invoker views"] : [];
    case "AT_DetachPartition":
      return bodyOf("PartitionCmd", cmd.def)?.concurrent === true ? ["DETACH PARTITION … CONCURRENTLY"] : [];
    case "AT_DetachPartitionFinalize":
      return ["DETACH PARTITION … CONCURRENTLY"];
    default:
      return [];
  }
}
function ofElements(elements) {
  return [
    ...bodiesOf("ColumnDef", elements).flatMap(ofColumn),
    ...bodiesOf("Constraint", elements).flatMap((constraint) => ofConstraint2(constraint, true))
  ];
}
function ofColumn(column) {
  if (column === null) return [];
  const features = bodiesOf("Constraint", column.constraints).flatMap((one2) => ofConstraint2(one2, false));
  if (column.storage_name !== void 0) features.push("STORAGE in a column definition");
  if (column.compression !== void 0) features.push("COMPRESSION of a column");
  return features;
}
function ofConstraint2(constraint, ofTable) {
  if (constraint === null) return [];
  const features = [];
  const { contype } = constraint;
  if (constraint.nulls_not_distinct === true) features.push("NULLS NOT DISTINCT");
  if ((constraint.fk_del_set_cols ?? []).length > 0) features.push("ON DELETE SET with columns");
  if (constraint.without_overlaps === true || constraint.fk_with_period === true)
    features.push("WITHOUT OVERLAPS and PERIOD");
  if (contype === "CONSTR_NOTNULL" && ofTable) features.push("NOT NULL constraints with a name");
  if (contype === "CONSTR_ATTR_NOT_ENFORCED" || contype === "CONSTR_ATTR_ENFORCED" || isUnenforced2(constraint))
    features.push("NOT ENFORCED constraints");
  if (contype === "CONSTR_GENERATED")
    features.push(constraint.generated_kind === "v" ? "VIRTUAL generated columns" : "STORED generated columns");
  return features;
}
function isUnenforced2({ contype, is_enforced }) {
  return (contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN") && is_enforced !== true;
}
function ofMerge(body) {
  const features = ["MERGE"];
  if (body.returningClause !== void 0) features.push("MERGE with RETURNING");
  const bySource = bodiesOf("MergeWhenClause", body.mergeWhenClauses).some(
    ({ matchKind }) => matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE"
  );
  return bySource ? [...features, "WHEN NOT MATCHED BY SOURCE"] : features;
}
function ofStatistics(body) {
  const features = [];
  if (bodiesOf("StatsElem", body.exprs).some(({ expr }) => expr !== void 0))
    features.push("CREATE STATISTICS on expressions");
  return (body.defnames ?? []).length === 0 ? [...features, "CREATE STATISTICS without a name"] : features;
}
function ofReindex(params) {
  return bodiesOf("DefElem", params).flatMap((option) => {
    const withOption = option.defname === "tablespace" || option.arg !== void 0;
    return withOption ? ["REINDEX with options"] : option.defname === "concurrently" ? ["REINDEX CONCURRENTLY"] : [];
  });
}
function ofPublication(objects) {
  return bodiesOf("PublicationObjSpec", objects).flatMap((one2) => {
    if (one2.pubobjtype !== "PUBLICATIONOBJ_TABLE") return ["publications of schemas"];
    const { whereClause, columns } = one2.pubtable ?? {};
    return whereClause === void 0 && columns === void 0 ? [] : ["publications of columns or rows"];
  });
}
function hasOption(options, name) {
  return bodiesOf("DefElem", options).some(({ defname }) => defname === name);
}
function defaultsOf(node) {
  if (node.tag === "AlterTableStmt") return node.body.cmds ?? [];
  return node.tag === "CreateStmt" ? node.body.tableElts ?? [] : [];
}
function newFunction(roots, moment) {
  for (const call of roots.length === 0 ? [] : findAll("FuncCall", roots)) {
    const name = texts(call.funcname);
    const refused = functionNotBefore(moment.version, name.at(-1) ?? "");
    if (refused !== null && findRoutine(moment.catalog, moment.settings.searchPath, name) === void 0) return refused;
  }
  return null;
}

// src/effects/utility.ts
function copy(body, moment) {
  const query2 = body.query === void 0 ? null : statementNode(body.query);
  if (query2 !== null) return ofStatement(query2, moment);
  const table3 = named(moment, body.relation);
  const refused = copyRefusal(table3, body.is_from === true, moment);
  if (refused !== null) return effectsOf({ fails: refused });
  if (body.is_from === true)
    return effectsOf({ locks: [lock(moment, table3, "ROW EXCLUSIVE")], writes: "unbounded", writesTo: [table3] });
  return effectsOf({
    locks: [lock(moment, table3, "ACCESS SHARE")],
    scans: [touch(moment, table3, { id: "query" }, "possible")]
  });
}
function copyRefusal(table3, from2, moment) {
  const relation = relationOf2(moment, table3);
  if (from2 || !isSure(relation, moment)) return null;
  if (relation?.kind === "materialized view" && !isSince2(moment.version, "COPY of materialized views"))
    return notBefore(moment.version, "COPY of materialized views");
  const isReadable = relation?.kind !== "view" && relation?.kind !== "partitioned table";
  return isReadable ? null : `cannot copy from ${relation.kind} ${shortName(table3)}: use COPY (SELECT …) TO`;
}
function explain(body, moment) {
  const inner = body.query === void 0 ? null : statementNode(body.query);
  const runs = bodiesOf("DefElem", body.options).some(
    (option) => option.defname === "analyze" && optionIsOn(option.arg)
  );
  if (inner === null) return NO_EFFECTS;
  if (runs) return ofStatement(inner, moment);
  const fails = PLANNED.has(inner.tag) ? ofStatement(inner, moment).fails : null;
  return effectsOf({ locks: locksToPlan(inner, moment), fails });
}
var PLANNED = /* @__PURE__ */ new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "CreateTableAsStmt",
  "DeclareCursorStmt",
  "ExecuteStmt"
]);
function locksToPlan(query2, moment) {
  if (!PLANNED.has(query2.tag)) return [];
  const isQuery = query2.tag === "SelectStmt";
  const read2 = new Set(isQuery ? [] : tablesIn(query2.body, moment));
  return ofStatement(query2, moment).locks.flatMap((one2) => {
    if (relationOf2(moment, one2.relation)?.kind === "sequence") return [];
    if (isQuery || one2.mode !== "ROW SHARE") return [one2];
    return read2.has(one2.relation) ? [{ ...one2, mode: "ACCESS SHARE" }] : [];
  });
}
function declareCursor(body, moment) {
  const query2 = body.query === void 0 ? null : statementNode(body.query);
  const locks = query2 === null ? [] : locksToPlan(query2, moment);
  const holds2 = ((body.options ?? 0) & CURSOR_OPT_HOLD) !== 0;
  const alone4 = moment.session.transaction === null && !moment.inRoutine && !holds2;
  return effectsOf({ locks, fails: alone4 ? "DECLARE CURSOR can only be used in transaction blocks" : null });
}
var CURSOR_OPT_HOLD = 32;
function prepare(body, moment) {
  const query2 = body.query === void 0 ? null : statementNode(body.query);
  if (query2 === null) return NO_EFFECTS;
  const written2 = new Set(tablesIn(query2.body, moment));
  const isOpened = (name) => written2.has(name) || (relationOf2(moment, name)?.partitionOf ?? null) === null;
  return effectsOf({ locks: locksToPlan(query2, moment).filter(({ relation }) => isOpened(relation)) });
}
function createSubscription(body, moment) {
  const options = bodiesOf("DefElem", body.options);
  const off = options.some(
    (option) => (option.defname === "create_slot" || option.defname === "connect") && text(option.arg) === "false"
  );
  return effectsOf({ fails: off ? null : transactionRefusal(moment) });
}
function dropSubscription(body, moment) {
  const hasSlot = moment.catalog.subscriptions.get(body.subname ?? "") ?? true;
  return effectsOf({ fails: hasSlot ? transactionRefusal(moment) : null });
}
function alterSubscription(body, moment) {
  const refresh3 = bodiesOf("DefElem", body.options).find(({ defname }) => defname === "refresh");
  const changes2 = PUBLICATION_CHANGES.has(body.kind ?? "") && (refresh3 === void 0 || optionIsOn(refresh3.arg));
  const asks = changes2 || body.kind === "ALTER_SUBSCRIPTION_REFRESH";
  const refuses = asks && isSince2(moment.version, "subscriptions refreshed outside a transaction");
  return effectsOf({ fails: refuses ? transactionRefusal(moment) : null });
}
var PUBLICATION_CHANGES = /* @__PURE__ */ new Set([
  "ALTER_SUBSCRIPTION_SET_PUBLICATION",
  "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
  "ALTER_SUBSCRIPTION_DROP_PUBLICATION"
]);
function ownerLocks(options, moment) {
  const owner = bodiesOf("DefElem", options).find(({ defname }) => defname === "owned_by");
  const parts2 = texts(items(owner?.arg));
  return parts2.length < 2 ? [] : [lock(moment, namedByParts(moment, parts2.slice(0, -1)), "ACCESS SHARE")];
}

// src/effects/amount.ts
var MOST_ROWS = 1e5;
function amountOf(node, variableOf) {
  if (node === void 0) return null;
  const variable = variableOf(node);
  if (variable !== null) return { kind: "variable", name: variable, plus: 0 };
  if ("TypeCast" in node) return amountOf(node.TypeCast.arg, variableOf);
  if ("A_Const" in node) {
    const value = constant(node);
    return typeof value === "number" ? { kind: "number", value } : { kind: "opaque" };
  }
  if ("A_Expr" in node) return computed(node.A_Expr, variableOf);
  const parts2 = bodyOf("MinMaxExpr", node)?.args ?? bodyOf("CoalesceExpr", node)?.args;
  if (parts2 === void 0) return null;
  const amounts = parts2.map((part) => amountOf(part, variableOf));
  if (amounts.includes(null)) return null;
  return amounts.some((amount) => amount?.kind === "variable") ? SOME_VARIABLE : { kind: "opaque" };
}
var SOME_VARIABLE = { kind: "variable", name: null, plus: 0 };
function computed(expression2, variableOf) {
  const operator = text(expression2.name?.[0]);
  if (expression2.kind !== "AEXPR_OP") return null;
  const right = amountOf(expression2.rexpr, variableOf);
  const left = expression2.lexpr === void 0 ? ZERO : amountOf(expression2.lexpr, variableOf);
  if (left === null || right === null) return null;
  if (left.kind === "number" && right.kind === "number") {
    const value = arithmetic(operator, left.value, right.value);
    return value === null ? { kind: "opaque" } : { kind: "number", value };
  }
  if (left.kind === "variable" && right.kind === "number" && (operator === "+" || operator === "-"))
    return { ...left, plus: left.plus + (operator === "+" ? right.value : -right.value) };
  return left.kind === "variable" || right.kind === "variable" ? SOME_VARIABLE : { kind: "opaque" };
}
var ZERO = { kind: "number", value: 0 };
function arithmetic(operator, left, right) {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? null : left / right;
    default:
      return null;
  }
}
function distance(low, high) {
  if (low.kind === "number" && high.kind === "number") return Math.max(1, high.value - low.value);
  if (low.kind === "variable" && high.kind === "variable" && low.name !== null && low.name === high.name)
    return Math.max(1, high.plus - low.plus);
  return low.kind === "variable" || high.kind === "variable" ? 1 : Infinity;
}
function rowsOfSeries(call) {
  const [first, last, step] = (call.args ?? []).map(pointOf);
  const by = call.args?.length === 2 ? 1 : step;
  if (typeof first !== "number" || typeof last !== "number" || typeof by !== "number" || by === 0) return Infinity;
  return Math.max(0, Math.floor((last - first) / by) + 1);
}
function pointOf(node) {
  const amount = amountOf(node, () => null);
  if (amount?.kind === "number") return amount.value;
  const value = constant(bodyOf("TypeCast", node)?.arg ?? node);
  if (typeof value !== "string") return null;
  const [, count2 = "1", unit] = /^\s*(?:([-+]?\d+)\s+)?([a-z]+?)s?\s*$/i.exec(value) ?? [];
  const length = MILLISECONDS[unit?.toLowerCase() ?? ""];
  if (length !== void 0) return Number(count2) * length;
  const date = Date.parse(value.trim());
  return Number.isNaN(date) ? null : date;
}
var DAY = 864e5;
var MILLISECONDS = {
  second: 1e3,
  minute: 6e4,
  hour: 36e5,
  day: DAY,
  week: 7 * DAY,
  month: 28 * DAY,
  year: 365 * DAY
};

// src/effects/sources.ts
function fromList(from2, scope) {
  const lists = (from2 ?? []).map((item) => fromItem(item, scope));
  return { sources: lists.flatMap(({ sources }) => sources), terms: lists.flatMap(({ terms }) => terms) };
}
function fromItem(item, scope) {
  if ("JoinExpr" in item) return fromJoin(item.JoinExpr, scope);
  return { sources: [sourceOf2(item, scope)], terms: [] };
}
function fromJoin(join, scope) {
  const left = fromList(join.larg === void 0 ? [] : [join.larg], scope);
  const right = fromList(join.rarg === void 0 ? [] : [join.rarg], scope);
  const sources = [...left.sources, ...right.sources];
  const limits = join.jointype === "JOIN_LEFT" ? right.sources : join.jointype === "JOIN_RIGHT" ? left.sources : join.jointype === "JOIN_FULL" ? [] : sources;
  const shared = texts(join.usingClause).map((column) => sameColumn(column, left.sources[0], right.sources[0]));
  const nodes = [...join.quals === void 0 ? [] : conjuncts(join.quals), ...shared];
  return { sources, terms: [...left.terms, ...right.terms, ...nodes.map((node) => ({ node, limits }))] };
}
function sameColumn(column, left, right) {
  const field2 = (source2) => ({
    ColumnRef: { fields: [{ String: { sval: source2?.alias ?? "" } }, { String: { sval: column } }] }
  });
  return {
    A_Expr: { kind: "AEXPR_OP", name: [{ String: { sval: "=" } }], lexpr: field2(left), rexpr: field2(right) }
  };
}
function sourceOf2(item, scope) {
  if ("RangeVar" in item) return rangeSource(item.RangeVar, scope);
  if ("RangeSubselect" in item) {
    const { alias, subquery } = item.RangeSubselect;
    const query2 = bodyOf("SelectStmt", subquery);
    const columns = columnsOf2(query2, texts(alias?.colnames));
    return source(alias?.aliasname, columns, query2 === null ? Infinity : scope.rowsOf(query2, scope.queries));
  }
  if ("RangeFunction" in item) {
    const { alias, functions } = item.RangeFunction;
    const calls = (functions ?? []).flatMap((one2) => bodiesOf("FuncCall", items(one2)));
    const name = alias?.aliasname ?? texts(calls[0]?.funcname).at(-1);
    return source(name, null, Math.max(1, ...calls.map(rowsOfCall)));
  }
  if ("RangeTableSample" in item && item.RangeTableSample.relation !== void 0)
    return sourceOf2(item.RangeTableSample.relation, scope);
  return source(void 0, null, 1);
}
function rangeSource(range, { moment, queries }) {
  const name = range?.relname ?? "";
  const alias = range?.alias?.aliasname ?? name;
  const query2 = range?.schemaname === void 0 ? queries.get(name) : void 0;
  if (query2 !== void 0) return { alias, table: null, ...query2 };
  const table3 = named(moment, range);
  const known2 = relationOf2(moment, table3);
  return { alias, table: table3, columns: known2?.complete === true ? known2.columns : null, rows: Infinity };
}
function source(alias, columns, rows) {
  return { alias: alias ?? "", table: null, columns, rows };
}
function rowsOfCall(call) {
  return texts(call.funcname).at(-1) === "generate_series" ? rowsOfSeries(call) : 1;
}
function columnsOf2(query2, given) {
  if (given.length > 0) return new Set(given);
  const targets2 = bodiesOf("ResTarget", query2?.targetList);
  const names = targets2.map((target) => target.name ?? columnName(target.val) ?? "");
  return names.length === 0 || names.includes("") ? null : new Set(names);
}
function conjuncts(where) {
  const all = bodyOf("BoolExpr", where);
  if (all === null || all.boolop !== "AND_EXPR") return [where];
  return (all.args ?? []).flatMap(conjuncts);
}
function columnName(node) {
  return text(bodyOf("ColumnRef", node)?.fields?.at(-1)) || null;
}
function isCorrelated(query2, outer) {
  const own2 = /* @__PURE__ */ new Set([
    ...findAll("RangeVar", query2).map((range) => range.alias?.aliasname ?? range.relname),
    ...findAll("RangeSubselect", query2).map((from2) => from2.alias?.aliasname),
    ...findAll("RangeFunction", query2).map((from2) => from2.alias?.aliasname)
  ]);
  const qualifiers = findAll("ColumnRef", query2).map(({ fields }) => text(fields?.at(-2)));
  return qualifiers.some((name) => name !== "" && !own2.has(name) && outer.some(({ alias }) => alias === name));
}

// src/effects/sight.ts
function ownerOf(node, { sources, moment }) {
  const fields = bodyOf("ColumnRef", node)?.fields;
  const column = columnName(node);
  if (fields === void 0 || column === null || column.includes(PLACEHOLDER_MARK)) return null;
  if (fields.length > 1) return sources.find(({ alias }) => alias === text(fields.at(-2))) ?? null;
  const owner = sources.find(({ columns }) => columns?.has(column) === true);
  if (owner !== void 0 || column === "ctid") return owner ?? sources[0] ?? null;
  return sources.find(({ columns }) => columns === null) ?? (moment.inRoutine ? null : sources[0] ?? null);
}
function isValue(node, sight) {
  if (node === void 0) return false;
  if (variableName(node, sight) !== null || "A_Const" in node || "SQLValueFunction" in node) return true;
  if ("TypeCast" in node) return isValue(node.TypeCast.arg, sight);
  if ("RowExpr" in node) return (node.RowExpr.args ?? []).every((part) => isValue(part, sight));
  if ("A_Expr" in node) {
    const { kind, lexpr, rexpr } = node.A_Expr;
    return kind === "AEXPR_OP" && (lexpr === void 0 || isValue(lexpr, sight)) && isValue(rexpr, sight);
  }
  const call = bodyOf("FuncCall", node);
  if (call === null || !(call.args ?? []).every((part) => isValue(part, sight))) return false;
  const volatility = functionVolatility(texts(call.funcname), sight.moment.catalog, sight.moment.settings.searchPath);
  return volatility === "immutable" || volatility === "stable";
}
function variableName(node, sight) {
  if ("ParamRef" in node) return `$${node.ParamRef.number ?? 0}`;
  const column = columnName(node);
  if (column === null) return null;
  if (column.includes(PLACEHOLDER_MARK)) return column;
  if (!sight.moment.inRoutine) return null;
  const fields = bodyOf("ColumnRef", node)?.fields ?? [];
  if (fields.length > 1) return ownerOf(node, sight) === null ? texts(fields).join(".") : null;
  const known2 = sight.sources.some(({ columns }) => columns?.has(column) === true);
  return known2 || sight.sources.length > 1 && ownerOf(node, sight) !== null ? null : column;
}

// src/effects/pins.ts
function rowsMeeting(source2, terms, sight) {
  const nodes = terms.filter(({ limits }) => limits.includes(source2)).map(({ node }) => node);
  const pins = pinsOf(source2, nodes, sight);
  const whole = pins.filter(({ columns }) => columns.length === 0).map(({ values }) => values);
  const byKey = keysOf(source2, sight).map((key) => valuesOf(key, pins));
  const byQuery = pins.filter(({ by, columns }) => by === "query" && columns.some((column) => isReference(column, source2, sight))).map(({ values }) => values);
  return Math.min(source2.rows, ...whole, ...byKey, ...byQuery);
}
function pinsOf(source2, nodes, sight) {
  return [...nodes.flatMap((node) => pinsOfTerm(source2, node, sight)), ...ranges(source2, nodes, sight)];
}
function valuesOf(key, pins) {
  const used = /* @__PURE__ */ new Set();
  for (const column of key) {
    const [tightest] = pins.filter(({ columns }) => columns.includes(column)).sort((a, b) => a.values - b.values);
    if (tightest === void 0) return Infinity;
    used.add(tightest);
  }
  return [...used].reduce((product2, { values }) => product2 * values, 1);
}
function keysOf({ table: table3 }, { moment }) {
  if (table3 === null) return [];
  const relation = relationOf2(moment, table3);
  const indexes = (relation?.indexes ?? []).map((name) => moment.catalog.indexes.get(name));
  const keys = [["ctid"]];
  for (const index of indexes) {
    const columns = (index?.keys ?? []).filter((key) => key !== null);
    if (index?.unique === true && !index.computed && columns.length === index.keys.length) keys.push(columns);
  }
  if (relation?.complete !== true) keys.push(["id"], [`${splitName(table3).name}_id`]);
  return keys;
}
function isReference(column, { table: table3 }, { moment }) {
  if (table3 === null) return false;
  if (/(^|_)id$/i.test(column)) return true;
  return foreignKeysOf(moment.catalog, table3).some(({ key }) => key.columns.includes(column));
}
function pinsOfTerm(source2, node, sight) {
  if ("CurrentOfExpr" in node) return [{ columns: [], values: 1, by: "rows" }];
  if ("SubLink" in node) return pinsOfSublink(source2, node.SubLink, sight);
  if ("A_Expr" in node) return pinsOfExpression(source2, node.A_Expr, sight);
  const alternatives = bodyOf("BoolExpr", node);
  if (alternatives?.boolop !== "OR_EXPR") return [];
  const values = (alternatives.args ?? []).map(
    (one2) => rowsMeeting(
      source2,
      conjuncts(one2).map((term) => ({ node: term, limits: [source2] })),
      sight
    )
  );
  return [{ columns: [], values: values.reduce((sum, rows) => sum + rows, 0), by: "rows" }];
}
function pinsOfSublink(source2, link, sight) {
  const operator = texts(link.operName).at(-1) ?? "=";
  if (link.subLinkType !== "ANY_SUBLINK" || operator !== "=") return [];
  return pinned(columnsIn2(link.testexpr, source2, sight), rowsOfSublink(link, sight), "query");
}
function pinsOfExpression(source2, expression2, sight) {
  const { kind, lexpr, rexpr } = expression2;
  if (text(expression2.name?.at(-1)) !== "=") return [];
  const columns = columnsIn2(lexpr, source2, sight);
  if (kind === "AEXPR_OP")
    return [
      ...pinned(columns, oneValue(rexpr, sight), "value"),
      ...pinned(columnsIn2(rexpr, source2, sight), oneValue(lexpr, sight), "value")
    ];
  if (kind === "AEXPR_IN") {
    const list2 = items(rexpr);
    return pinned(columns, list2.every((one2) => isValue(one2, sight)) ? list2.length : Infinity, "value");
  }
  if (kind !== "AEXPR_OP_ANY") return [];
  const array = bodyOf("TypeCast", rexpr)?.arg ?? rexpr;
  const link = bodyOf("SubLink", array);
  if (link !== null) return pinned(columns, rowsOfSublink(link, sight), "query");
  const elements = bodyOf("A_ArrayExpr", array)?.elements;
  if (elements !== void 0)
    return pinned(columns, elements.every((one2) => isValue(one2, sight)) ? elements.length : Infinity, "value");
  return pinned(columns, isValue(array, sight) ? 1 : Infinity, "value");
}
function pinned(columns, values, by) {
  return columns.length === 0 || values === Infinity ? [] : [{ columns, values, by }];
}
function oneValue(node, sight) {
  const link = bodyOf("SubLink", node);
  if (link !== null)
    return link.subLinkType === "EXPR_SUBLINK" && !isCorrelated(link.subselect, sight.sources) ? 1 : Infinity;
  if (isValue(node, sight)) return 1;
  const owner = ownerOf(node, sight);
  return owner !== null && sight.counted.has(owner) ? 1 : Infinity;
}
function rowsOfSublink({ subselect }, sight) {
  const query2 = bodyOf("SelectStmt", subselect);
  return query2 === null || isCorrelated(subselect, sight.sources) ? Infinity : sight.rowsOf(query2, sight.queries);
}
function ranges(source2, nodes, sight) {
  const low = /* @__PURE__ */ new Map();
  const high = /* @__PURE__ */ new Map();
  const found2 = [];
  const endOf2 = (node) => amountOf(node, (one2) => variableName(one2, sight));
  for (const node of nodes) {
    const expression2 = bodyOf("A_Expr", node);
    const [column] = columnsIn2(expression2?.lexpr, source2, sight);
    if (expression2 === null || column === void 0) continue;
    if (expression2.kind === "AEXPR_BETWEEN") {
      const [from2, to] = items(expression2.rexpr).map(endOf2);
      if (from2 && to) found2.push(...pinned([column], distance(from2, to) + 1, "range"));
      continue;
    }
    const end = expression2.kind === "AEXPR_OP" ? endOf2(expression2.rexpr) : null;
    const operator = text(expression2.name?.at(-1));
    if (end !== null && operator.startsWith(">")) low.set(column, end);
    if (end !== null && (operator === "<" || operator === "<=")) high.set(column, end);
  }
  for (const [column, from2] of low) {
    const to = high.get(column);
    if (to !== void 0) found2.push(...pinned([column], distance(from2, to), "range"));
  }
  return found2;
}
function columnsIn2(node, source2, sight) {
  const parts2 = bodyOf("RowExpr", node)?.args ?? (node === void 0 ? [] : [node]);
  const names = parts2.map((part) => ownerOf(part, sight) === source2 ? columnName(part) ?? "" : "");
  return names.includes("") ? [] : names;
}

// src/effects/rows.ts
var NO_QUERIES = /* @__PURE__ */ new Map();
function isBatch(rows) {
  return rows <= MOST_ROWS;
}
function queriesOf(body, moment, outer = NO_QUERIES) {
  const ctes = bodiesOf("CommonTableExpr", body.withClause?.ctes);
  if (ctes.length === 0) return outer;
  const queries = new Map(outer);
  for (const { ctename = "", ctequery, aliascolnames } of ctes) {
    const query2 = bodyOf("SelectStmt", ctequery);
    const again = findAll("RangeVar", query2 ?? void 0).some(({ relname }) => relname === ctename);
    const endless = body.withClause?.recursive === true && again;
    queries.set(ctename, {
      columns: columnsOf2(query2, texts(aliascolnames)),
      rows: endless ? Infinity : rowsOfNode(ctequery, moment, queries)
    });
  }
  return queries;
}
function rowsOfNode(node, moment, queries) {
  const query2 = bodyOf("SelectStmt", node);
  if (query2 !== null) return rowsOf(query2, moment, queries);
  const inserted = bodyOf("InsertStmt", node);
  if (inserted !== null) return rowsInserted(inserted, moment, queries);
  const changed = bodyOf("UpdateStmt", node) ?? bodyOf("DeleteStmt", node);
  return changed === null ? Infinity : rowsChanged(changed, moment, queries).rows;
}
function rowsOf(query2, moment, outer = NO_QUERIES) {
  const queries = queriesOf(query2, moment, outer);
  return Math.min(limitOf(query2, scopeOf(moment, queries)), rowsBeforeLimit(query2, moment, queries));
}
function rowsBeforeLimit(query2, moment, queries) {
  const listed5 = (query2.valuesLists ?? []).length;
  if (listed5 > 0) return listed5;
  if (query2.larg !== void 0 && query2.rarg !== void 0) {
    const [left, right] = [rowsOf(query2.larg, moment, queries), rowsOf(query2.rarg, moment, queries)];
    if (query2.op === "SETOP_INTERSECT") return Math.min(left, right);
    return query2.op === "SETOP_EXCEPT" ? left : left + right;
  }
  const scope = scopeOf(moment, queries);
  const from2 = fromList(query2.fromClause, scope);
  const counted4 = count(from2.sources, termsOf(from2, query2.whereClause), scope);
  const calls = findAll("FuncCall", query2.targetList);
  const series = calls.map(rowsOfCall).reduce((most, rows2) => Math.max(most, rows2), 1);
  const rows = product(from2.sources, counted4) * series;
  const folded = query2.groupClause === void 0 && calls.some(isAggregate) && !calls.some(makesRows);
  return folded ? 1 : rows;
}
var AGGREGATES = new Set(
  "array_agg avg bool_and bool_or count every json_agg json_object_agg jsonb_agg jsonb_object_agg max min string_agg sum".split(
    " "
  )
);
function isAggregate({ funcname, over }) {
  return over === void 0 && AGGREGATES.has(texts(funcname).at(-1) ?? "");
}
function makesRows({ funcname }) {
  return /^(unnest|generate_|json.*_(elements|each|keys)|json.*_each|regexp_.*_to_table)/.test(
    texts(funcname).at(-1) ?? ""
  );
}
function limitOf({ limitCount, limitOption }, scope) {
  if (limitCount === void 0 || isNullConstant(limitCount) || limitOption === "LIMIT_OPTION_WITH_TIES")
    return Infinity;
  const sight = { ...scope, sources: [], counted: /* @__PURE__ */ new Set() };
  const amount = amountOf(limitCount, (node) => variableName(node, sight));
  if (amount === null || amount.kind === "opaque") return Infinity;
  return amount.kind === "number" ? amount.value : 1;
}
function rowsInserted(body, moment, outer = NO_QUERIES) {
  const source2 = bodyOf("SelectStmt", body.selectStmt);
  return source2 === null ? 1 : rowsOf(source2, moment, queriesOf(body, moment, outer));
}
function rowsChanged(body, moment, outer = NO_QUERIES) {
  const scope = scopeOf(moment, queriesOf(body, moment, outer));
  const others = fromList(
    "usingClause" in body ? body.usingClause : "fromClause" in body ? body.fromClause : [],
    scope
  );
  return changedBy(body.relation, others, body.whereClause, scope);
}
function rowsMerged(body, moment, outer = NO_QUERIES) {
  const scope = scopeOf(moment, queriesOf(body, moment, outer));
  const others = fromList(body.sourceRelation === void 0 ? [] : [body.sourceRelation], scope);
  const clauses = bodiesOf("MergeWhenClause", body.mergeWhenClauses);
  if (clauses.some(({ matchKind }) => matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE")) return Infinity;
  const added2 = product(others.sources, count(others.sources, others.terms, scope));
  const changes2 = clauses.some(({ matchKind }) => matchKind === "MERGE_WHEN_MATCHED");
  return changes2 ? Math.max(added2, changedBy(body.relation, others, body.joinCondition, scope).rows) : added2;
}
function changedBy(range, others, where, scope) {
  const target = rangeSource(range, scope);
  const sources = [target, ...others.sources];
  const terms = termsOf({ sources, terms: others.terms }, where);
  const alone4 = rowsMeeting(target, terms, { ...scope, sources, counted: /* @__PURE__ */ new Set() });
  if (isBatch(alone4)) return { rows: alone4, reach: "bounded" };
  const counted4 = others.sources.length === 0 ? /* @__PURE__ */ new Map() : count(sources, terms, scope);
  const rows = counted4.has(target) ? product([...counted4.keys()], counted4) : alone4;
  if (isBatch(rows)) return { rows, reach: "bounded" };
  const sight = { ...scope, sources, counted: new Set(others.sources.filter((one2) => counted4.has(one2))) };
  return { rows, reach: isByValue(target, terms, sight) ? "by-value" : "unbounded" };
}
function isByValue(target, terms, sight) {
  const columns = target.table === null ? void 0 : relationOf2(sight.moment, target.table)?.columns;
  const pins = pinsOf(
    target,
    terms.map(({ node }) => node),
    sight
  );
  return pins.filter(({ by, values }) => (by === "value" || by === "query") && isBatch(values)).some((pin) => pin.columns.every((name) => columns?.get(name)?.set !== sight.moment.set));
}
function count(sources, terms, scope) {
  const counted4 = /* @__PURE__ */ new Map();
  for (let found2 = true; found2; ) {
    found2 = false;
    const sight = { ...scope, sources, counted: new Set(counted4.keys()) };
    for (const source2 of sources.filter((one2) => !counted4.has(one2))) {
      const rows = rowsMeeting(source2, terms, sight);
      if (rows === Infinity) continue;
      counted4.set(source2, rows);
      found2 = true;
    }
  }
  return counted4;
}
function product(sources, counted4) {
  return sources.reduce((rows, source2) => rows * (counted4.get(source2) ?? Infinity), 1);
}
function termsOf({ sources, terms }, where) {
  const nodes = where === void 0 ? [] : conjuncts(where);
  return [...terms, ...nodes.map((node) => ({ node, limits: sources }))];
}
function scopeOf(moment, queries) {
  return { moment, queries, rowsOf: (query2, inside2) => rowsOf(query2, moment, inside2) };
}

// src/effects/sequence-call.ts
function sequenceCalls(root, moment) {
  const names = findAll("FuncCall", root).flatMap(({ funcname, args }) => {
    const call = texts(funcname).at(-1);
    const written2 = constant(bodyOf("TypeCast", args?.[0])?.arg ?? args?.[0]);
    if (call !== "nextval" && call !== "setval" || typeof written2 !== "string") return [];
    const name = namedByParts(moment, partsOf3(written2));
    return relationOf2(moment, name)?.kind === "sequence" ? [name] : [];
  });
  return effectsOf({ locks: names.map((name) => lock(moment, name, "ROW EXCLUSIVE")) });
}
function insertedNumbers(body, target, moment) {
  const rows = bodiesOf("List", bodyOf("SelectStmt", body.selectStmt)?.valuesLists);
  if (rows.length === 0 && body.selectStmt !== void 0) return effectsOf({});
  const columns = [...relationOf2(moment, target)?.columns.values() ?? []];
  const listed5 = bodiesOf("ResTarget", body.cols).map(({ name }) => name ?? "");
  const names = listed5.length > 0 ? listed5 : columns.map(({ name }) => name);
  const numbered3 = columns.filter(({ name, hasDefault: hasDefault2 }) => {
    const at2 = names.indexOf(name);
    return hasDefault2 === true && (at2 < 0 || rows.length === 0 || rows.some(({ items: items2 }) => isLeftOut(items2?.[at2])));
  });
  return effectsOf({
    locks: lockSequences(
      moment,
      target,
      numbered3.map(({ name }) => name),
      "ROW EXCLUSIVE"
    )
  });
}
function isLeftOut(value) {
  return value === void 0 || bodyOf("SetToDefault", value) !== null;
}
function partsOf3(written2) {
  const parts2 = written2.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
  return parts2.map((part) => part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase());
}

// src/effects/write.ts
var DEEPEST_VIEW = 20;
function insert(body, moment, outer) {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsInserted(body, moment, outer));
  const numbers2 = insertedNumbers(body, target, moment);
  return combine([written(target, writes, moment), around(body, target, moment, outer), numbers2]);
}
function update(body, moment, outer) {
  const target = named(moment, body.relation);
  const columns = bodiesOf("ResTarget", body.targetList).map((column) => column.name ?? "");
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  return combine([
    written(target, writes, moment, columns, body.relation?.inh !== true),
    around(body, target, moment, outer)
  ]);
}
function remove(body, moment, outer) {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  return combine([
    written(target, writes, moment, [], body.relation?.inh !== true),
    around(body, target, moment, outer)
  ]);
}
function merge(body, moment) {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsMerged(body, moment));
  return combine([written(target, writes, moment, null, body.relation?.inh !== true), around(body, target, moment)]);
}
function boundOf(rows) {
  return isBatch(rows) ? "bounded" : "unbounded";
}
function around(body, target, moment, outer) {
  const called = effectsOf({ notModelled: unknownCall(body, moment) });
  return combine([reads(body, moment, [target], outer), called, nested(body, moment, outer)]);
}
function select(body, moment) {
  const locking = (body.lockingClause ?? []).length > 0;
  const into = body.intoClause?.rel === void 0 ? null : named(moment, body.intoClause.rel);
  const locks = lockQuery(body, into === null ? [] : [into], moment);
  const relations = [...new Set(locks.map(({ relation }) => relation))];
  const unknown = unknownCall(body, moment);
  const scans = body.limitCount === void 0 ? relations.flatMap((name) => touchRows(moment, name, { id: "query" }, false, "possible")) : [];
  return combine([
    effectsOf({ locks, scans, writesTo: locking ? lockedRows(locks) : [], notModelled: unknown }),
    nested(body, moment),
    sequenceCalls(body.targetList, moment)
  ]);
}
function lockedRows(locks) {
  return locks.flatMap(({ relation, mode }) => mode === "ROW SHARE" ? [relation] : []);
}
function unknownCall(body, moment) {
  for (const call of findAll("FuncCall", body)) {
    const name = texts(call.funcname);
    if (functionVolatility(name, moment.catalog, moment.settings.searchPath) === null)
      return `the function ${name.join(".")}()`;
  }
  return null;
}
function written(target, writes, moment, columns = null, only2 = false) {
  const base = behindView(target, moment);
  const locks = lockFamily(moment, base, "ROW EXCLUSIVE", only2);
  if (base !== target) locks.push(lock(moment, target, "ROW EXCLUSIVE"));
  for (const { key } of foreignKeysOf(moment.catalog, base)) {
    const checked = columns === null || key.columns.some((column) => columns.includes(column));
    if (checked) locks.push(lock(moment, key.references, "ROW SHARE"));
  }
  return effectsOf({ locks, writes, writesTo: base === target ? [target] : [target, base] });
}
function behindView(target, moment) {
  let base = target;
  for (let depth = 0; depth < DEEPEST_VIEW; depth += 1) {
    const relation = relationOf2(moment, base);
    const [shown, ...others] = relation?.query ?? [];
    if (relation?.kind !== "view" || shown === void 0 || others.length > 0) break;
    base = shown.relation;
  }
  return base;
}
function reads(body, moment, except, outer) {
  return effectsOf({ locks: lockQuery(body, except, moment, outer) });
}
function nested(body, moment, outer) {
  const ctes = bodiesOf("CommonTableExpr", body.withClause?.ctes).map((cte) => cte.ctequery);
  if (ctes.length === 0) return NO_EFFECTS;
  const queries = queriesOf(body, moment, outer);
  return combine(
    ctes.map((query2) => {
      const inserted = bodyOf("InsertStmt", query2);
      if (inserted !== null) return insert(inserted, moment, queries);
      const updated = bodyOf("UpdateStmt", query2);
      if (updated !== null) return update(updated, moment, queries);
      const removed = bodyOf("DeleteStmt", query2);
      return removed === null ? NO_EFFECTS : remove(removed, moment, queries);
    })
  );
}

// src/effects/of-statement.ts
function ofStatement(node, moment) {
  const effects = effectsFor(node, moment);
  const refused = tooNew(node, moment);
  return refused === null ? effects : { ...effects, fails: refused };
}
function effectsFor(node, moment) {
  return STATEMENTS[node.tag](node.body, moment);
}
var none = () => NO_EFFECTS;
var never = () => effectsOf({ notModelled: "a statement that no parser gives" });
function notModelled(what) {
  return () => effectsOf({ notModelled: what });
}
function outsideTransaction(_body, moment) {
  return effectsOf({ fails: transactionRefusal(moment) });
}
function policy(body, moment) {
  const conditions = [body.qual, body.with_check].flatMap((condition2) => lockParsed(condition2, moment));
  return effectsOf({ locks: [lock(moment, named(moment, body.table), "ACCESS EXCLUSIVE"), ...conditions] });
}
function alterEnum2(body, moment) {
  const adds = body.newVal !== void 0 && body.oldVal === void 0;
  if (!adds || isSince2(moment.version, "ADD VALUE in a transaction") || isMadeHere(body, moment)) return NO_EFFECTS;
  return effectsOf({ fails: transactionRefusal(moment) });
}
function isMadeHere(body, moment) {
  const type = moment.catalog.types.get(namedByParts(moment, (body.typeName ?? []).map(text)));
  const current = moment.session.transaction?.number;
  return type?.kind === "enum" && current !== void 0 && type.set === moment.set && type.transaction === current;
}
function statistics(body, moment) {
  return effectsOf({
    locks: bodiesOf("RangeVar", body.relations).map(
      (range) => lock(moment, named(moment, range), "SHARE UPDATE EXCLUSIVE")
    )
  });
}
function publication(body, moment) {
  const tables2 = bodiesOf("PublicationObjSpec", body.pubobjects).flatMap(
    (one2) => one2.pubtable?.relation === void 0 ? [] : [one2.pubtable.relation]
  );
  return effectsOf({ locks: tables2.map((range) => lock(moment, named(moment, range), "SHARE UPDATE EXCLUSIVE")) });
}
function alterSequence2(body, moment) {
  const own2 = lock(moment, named(moment, body.sequence), "SHARE ROW EXCLUSIVE");
  return effectsOf({ locks: [own2, ...ownerLocks(body.options, moment)] });
}
function grant(body, moment) {
  if (!isSince2(moment.version, "GRANT locks its tables") || body.objtype !== "OBJECT_TABLE" || body.targtype !== "ACL_TARGET_OBJECT")
    return NO_EFFECTS;
  return effectsOf({
    locks: bodiesOf("RangeVar", body.objects).map((range) => lock(moment, named(moment, range), "ACCESS SHARE"))
  });
}
function discard(body, moment) {
  return effectsOf({ fails: body.target === "DISCARD_ALL" ? transactionRefusal(moment) : null });
}
function transaction(body, moment) {
  const needs = body.kind === "TRANS_STMT_SAVEPOINT" || body.kind === "TRANS_STMT_RELEASE" || body.kind === "TRANS_STMT_ROLLBACK_TO";
  const prepared = body.kind === "TRANS_STMT_COMMIT_PREPARED" || body.kind === "TRANS_STMT_ROLLBACK_PREPARED";
  if (needs && moment.session.transaction === null)
    return effectsOf({ fails: "SAVEPOINT can only be used in transaction blocks" });
  return effectsOf({ fails: prepared ? transactionRefusal(moment) : null });
}
function callProcedure(body) {
  const name = (body.funccall?.funcname ?? []).map(text).join(".");
  return effectsOf({ notModelled: `the procedure ${name}()` });
}
function dependsOn(body, moment) {
  if (body.relation === void 0) return NO_EFFECTS;
  const mode = body.objectType === "OBJECT_TRIGGER" ? "ACCESS SHARE" : "ACCESS EXCLUSIVE";
  return effectsOf({ locks: [lock(moment, named(moment, body.relation), mode)] });
}
function securityLabel(body, moment) {
  return comment(body.objtype, body.object, moment);
}
var STATEMENTS = {
  AlterCollationStmt: none,
  AlterDatabaseRefreshCollStmt: none,
  AlterDatabaseSetStmt: none,
  AlterDatabaseStmt: none,
  AlterDefaultPrivilegesStmt: none,
  AlterDomainStmt: alterDomain2,
  AlterEnumStmt: alterEnum2,
  AlterEventTrigStmt: none,
  AlterExtensionContentsStmt: none,
  AlterExtensionStmt: none,
  AlterFdwStmt: none,
  AlterForeignServerStmt: none,
  AlterFunctionStmt: none,
  AlterObjectDependsStmt: dependsOn,
  AlterObjectSchemaStmt: setSchema2,
  AlterOpFamilyStmt: none,
  AlterOperatorStmt: none,
  AlterOwnerStmt: none,
  AlterPolicyStmt: policy,
  AlterPublicationStmt: publication,
  AlterRoleSetStmt: none,
  AlterRoleStmt: none,
  AlterSeqStmt: alterSequence2,
  AlterStatsStmt: none,
  AlterSubscriptionStmt: alterSubscription,
  AlterSystemStmt: outsideTransaction,
  AlterTSConfigurationStmt: none,
  AlterTSDictionaryStmt: none,
  AlterTableMoveAllStmt: moveAll,
  AlterTableSpaceOptionsStmt: none,
  AlterTableStmt: alterTable2,
  AlterTypeStmt: none,
  AlterUserMappingStmt: none,
  CallStmt: callProcedure,
  CheckPointStmt: none,
  ClosePortalStmt: none,
  ClusterStmt: cluster,
  CommentStmt: (body, moment) => comment(body.objtype, body.object, moment),
  CompositeTypeStmt: none,
  ConstraintsSetStmt: none,
  CopyStmt: copy,
  CreateAmStmt: none,
  CreateCastStmt: none,
  CreateConversionStmt: none,
  CreateDomainStmt: none,
  CreateEnumStmt: none,
  CreateEventTrigStmt: none,
  CreateExtensionStmt: none,
  CreateFdwStmt: none,
  CreateForeignServerStmt: none,
  CreateForeignTableStmt: none,
  CreateFunctionStmt: createFunction2,
  CreateOpClassStmt: none,
  CreateOpFamilyStmt: none,
  CreatePLangStmt: none,
  CreatePolicyStmt: policy,
  CreatePublicationStmt: publication,
  CreateRangeStmt: none,
  CreateRoleStmt: none,
  CreateSchemaStmt: createSchema2,
  CreateSeqStmt: (body, moment) => effectsOf({ locks: ownerLocks(body.options, moment) }),
  CreateStatsStmt: statistics,
  CreateStmt: createTable2,
  CreateSubscriptionStmt: createSubscription,
  CreateTableAsStmt: createTableAs2,
  CreateTableSpaceStmt: outsideTransaction,
  CreateTransformStmt: none,
  CreateTrigStmt: createTrigger2,
  CreateUserMappingStmt: none,
  CreatedbStmt: outsideTransaction,
  DeallocateStmt: none,
  DeclareCursorStmt: declareCursor,
  DefineStmt: none,
  DeleteStmt: remove,
  DiscardStmt: discard,
  DoStmt: notModelled("the DO block"),
  // Nobody has shown what the role owns: the rule `drop-schema` asks.
  DropOwnedStmt: none,
  DropRoleStmt: none,
  DropStmt: drop2,
  DropSubscriptionStmt: dropSubscription,
  DropTableSpaceStmt: outsideTransaction,
  DropUserMappingStmt: none,
  DropdbStmt: outsideTransaction,
  ExecuteStmt: notModelled("the prepared statement"),
  ExplainStmt: explain,
  FetchStmt: none,
  GrantRoleStmt: none,
  GrantStmt: grant,
  ImportForeignSchemaStmt: none,
  IndexStmt: createIndex2,
  InsertStmt: insert,
  ListenStmt: none,
  LoadStmt: none,
  LockStmt: lockTable,
  MergeStmt: merge,
  NotifyStmt: none,
  PLAssignStmt: none,
  PrepareStmt: prepare,
  RawStmt: never,
  ReassignOwnedStmt: notModelled("everything that the role owns, locked ACCESS EXCLUSIVE"),
  RefreshMatViewStmt: refresh2,
  ReindexStmt: reindex,
  RenameStmt: rename2,
  ReplicaIdentityStmt: never,
  ReturnStmt: never,
  RuleStmt: createRule2,
  SecLabelStmt: securityLabel,
  SelectStmt: select,
  SetOperationStmt: never,
  TransactionStmt: transaction,
  TruncateStmt: truncate,
  UnlistenStmt: none,
  UpdateStmt: update,
  VacuumStmt: vacuum,
  VariableSetStmt: none,
  VariableShowStmt: none,
  ViewStmt: createView2
};

// src/effects/routine.ts
function ofCaller(node, routine, moment, atomic = moment.session.transaction !== null) {
  if (routine === null) return ofStatement(node, moment);
  const base = node.tag === "DoStmt" || node.tag === "CallStmt" ? NO_EFFECTS : ofStatement(node, moment);
  if (!routine.ok) return { ...base, notModelled: base.notModelled ?? `the ${calleeWords(node.tag)} (${routine.why})` };
  const opaque = isOpaque(routine.items) ? "an EXECUTE whose text is put together at run time" : null;
  return {
    ...base,
    fails: base.fails ?? refusedCommit(node, routine.items, moment, atomic),
    notModelled: base.notModelled ?? opaque
  };
}
function calleeWords(tag) {
  if (tag === "DoStmt") return "DO block";
  return tag === "CallStmt" ? "procedure" : "function";
}
function isOpaque(items2) {
  return items2.some((item) => item.kind === "opaque" || isOpaque(inside(item) ?? []));
}
var DEEPEST2 = 4;
function runRoutine(routine, moment, firstIndex) {
  const outside = moment.session.transaction === null;
  const session = outside ? begin(moment.session, false) : moment.session;
  const state = { catalog: moment.catalog, session, ran: [], moment, firstIndex };
  const surroundings = { inLoop: false, conditional: false, atomic: !outside, depth: 0, line: null };
  if (routine.ok) runItems(routine.items, state, surroundings);
  return { ran: state.ran, catalog: state.catalog, session: outside ? commit(state.session) : state.session };
}
function runItems(items2, state, surroundings) {
  for (const item of items2) {
    switch (item.kind) {
      case "statement":
        runStatement(item, state, surroundings);
        break;
      case "loop":
        runItems(item.items, state, { ...surroundings, inLoop: true });
        break;
      case "branch":
        runItems(item.items, state, { ...surroundings, conditional: true });
        break;
      case "guarded":
        runItems(item.items, state, { ...surroundings, conditional: true, atomic: true });
        break;
      case "commit":
      case "rollback":
        state.session = begin(commit(state.session), false);
        break;
      case "opaque":
        break;
    }
  }
}
function runStatement(item, state, surroundings) {
  const { statement, source: source2 } = item;
  const line = surroundings.depth === 0 ? item.line : surroundings.line;
  const { catalog: before, session } = state;
  const settings = effective(session);
  const moment = { ...state.moment, catalog: before, session, settings, inRoutine: true };
  const sql2 = source2.sql.slice(statement.span.start, statement.span.end);
  const routine = surroundings.depth < DEEPEST2 ? calledBody(statement.node, sql2, moment) : null;
  const found2 = ofCaller(statement.node, routine, moment, surroundings.atomic);
  const effects = surroundings.conditional ? withoutDoubtfulFailure(found2) : found2;
  const context = { set: moment.set, transaction: transactionNumber(session), path: settings.searchPath };
  if (effects.fails === null)
    state.catalog = applyStatement(before, statement.node, { ...context, sql: sql2, guarded: true });
  const at2 = state.ran.length;
  const ran = {
    statement,
    source: source2,
    line,
    before,
    after: state.catalog,
    session,
    effects,
    routine,
    inLoop: surroundings.inLoop
  };
  state.ran.push(ran);
  state.session = advance(session, statement.node, effects, state.firstIndex + at2);
  if (routine?.ok !== true || effects.fails !== null) return;
  const isProcedure = statement.node.tag === "CallStmt" || statement.node.tag === "DoStmt";
  runItems(routine.items, state, {
    ...surroundings,
    atomic: surroundings.atomic || !isProcedure,
    depth: surroundings.depth + 1,
    line
  });
  state.ran[at2] = { ...ran, after: state.catalog };
}
function withoutDoubtfulFailure(effects) {
  const { fails } = effects;
  const always = fails === null || fails === REFUSES_TRANSACTION || fails.startsWith("not in PostgreSQL");
  return always ? effects : effectsOf({ ...effects, fails: null });
}

// src/frameworks/markers.ts
function sectionMarkers(lines) {
  for (const framework28 of FRAMEWORKS) {
    const { sections } = framework28;
    if (sections === void 0) continue;
    const markers = lines.flatMap((line) => markerOf(sections, line));
    if (markers.some((marker) => marker.direction === sections.opensWith)) return { framework: framework28, markers };
  }
  return null;
}
function markerOf(format, line) {
  if (line.indented && !format.mayBeIndented) return [];
  const direction = format.up?.test(line.text) === true ? "up" : format.down?.test(line.text) === true ? "down" : null;
  if (direction === null) return [];
  const says = (pattern) => pattern?.test(line.text) === true;
  const [optsOut, oneString] = [says(format.optsOut), says(format.oneString)];
  return [{ direction, start: line.start, end: line.end, optsOut, oneString }];
}

// src/frameworks/named-direction.ts
function guessByName(path) {
  const parts2 = pathParts(path);
  for (const framework28 of FRAMEWORKS) {
    const named3 = framework28.named(parts2);
    if (named3?.alone === true) return { framework: framework28, direction: named3.direction };
  }
  const isDown2 = /(?:[._-](?:down|rollback)|[.-](?:undo|revert))\.sql$/.test(parts2.name);
  return { framework: null, direction: isDown2 ? "down" : null };
}
function nameOptsOut(path) {
  return /\.autocommit\.(?:up|down)\.sql$/.test(pathParts(path).name);
}

// src/frameworks/reading.ts
function readingOf(path, file, tools) {
  const guess3 = guessByName(path);
  const proved = tools.proved(path);
  const direction = proved === null ? guess3.direction : proved.named(pathParts(path))?.direction ?? null;
  const parted = guess3.direction === "up" ? null : sectionMarkers(file.lines);
  const known2 = parted?.framework ?? proved;
  const optOut = optOutOf(file, known2, guess3.framework);
  const certain = known2 ?? optOut ?? signed(file);
  return {
    framework: certain ?? guess3.framework,
    proved: certain !== null,
    direction,
    markers: parted?.markers ?? [],
    optsOut: optOut !== null || nameOptsOut(path)
  };
}
function optOutOf(file, known2, guess3) {
  const wanted = FRAMEWORKS.filter((framework28) => {
    if (known2 !== null) return framework28 === known2;
    return guess3 === null || framework28 === guess3 || framework28.optOut?.mistakenFor?.includes(guess3.name) === true;
  });
  return wanted.find(({ optOut, sections }) => sections?.opensWith !== "down" && optOut?.heard(file) === true) ?? null;
}
function unheardIn(file, framework28, proved) {
  const own2 = framework28.optOut?.unheard(file) ?? null;
  if (own2 !== null || !proved) return own2;
  const foreign = FRAMEWORKS.some((other) => other !== framework28 && other.optOut?.heard(file) === true);
  return foreign ? file.lines.find(({ text: text2 }) => /\bno[\s_-]?trans|tx[-_]?(?:mode|off)|disable-t|transactional:/i.test(text2)) ?? null : null;
}
function signed({ lines, comments, text: text2 }) {
  return FRAMEWORKS.find(({ signature, inlineSignature }) => {
    if (inlineSignature !== void 0) return comments.some(({ start }) => text2.startsWith(inlineSignature, start));
    return signature !== void 0 && lines.some((line) => signature.test(line.text));
  }) ?? null;
}

// src/frameworks/sections.ts
function sectionsOf(path, text2, comments, tools = NO_TOOLS) {
  return readAs(path, text2, comments, tools).sections;
}
function readAs(path, text2, comments, tools) {
  const file = fileText(text2, comments);
  const reading = readingOf(path, file, tools);
  const { framework: framework28, proved, optsOut } = reading;
  const setup = framework28 === null ? null : tools.setup(framework28, path);
  const unheard = framework28 === null || optsOut ? null : unheardIn(file, framework28, proved);
  return { runner: { framework: framework28, proved, setup, unheard }, sections: sectionsIn(file, reading, setup) };
}
function sectionsIn(file, reading, setup) {
  const { direction, markers, framework: framework28, optsOut: whole } = reading;
  if (markers.length === 0) {
    const delivery = deliveryOf(reading, whole ? "opted out" : "as usual", setup);
    return strings(framework28, file).map(([start, end]) => ({ direction: direction ?? "up", start, end, delivery }));
  }
  return cut(file.text, markers).map(({ marker, start, end }) => {
    const optsOut = whole || marker.optsOut || partOptsOut(framework28, file, start, end);
    const asked = optsOut ? marker.oneString ? "opted out, as one string" : "opted out" : "as usual";
    return { direction: marker.direction, start, end, delivery: deliveryOf(reading, asked, setup) };
  });
}
function strings(framework28, { text: text2, lines }) {
  const splitsAt = framework28?.splitsAt;
  const cuts = splitsAt === void 0 ? [] : lines.filter((line) => splitsAt.test(line.text));
  const starts = [0, ...cuts.map(({ end }) => end)];
  return starts.map((start, at2) => [start, starts[at2 + 1] ?? text2.length]);
}
function partOptsOut(framework28, file, start, end) {
  if (framework28?.sections?.opensWith !== "down") return false;
  const lines = file.lines.filter((line) => line.start >= start && line.end <= end);
  return framework28.optOut?.heard({ ...file, lines }) === true;
}
function deliveryOf(reading, asked, setup) {
  const { framework: framework28, proved } = reading;
  if (asked !== "as usual") {
    const delivery = asked === "opted out" ? framework28?.optOut?.delivers ?? BY_STATEMENT : AS_STRING;
    return () => ({ ...delivery, assumed: false });
  }
  if (framework28 === null || setup === null || !proved) return () => ({ ...IN_FILE, assumed: true });
  return (commands) => {
    const delivery = framework28.delivers(setup, commands);
    return { ...delivery ?? IN_FILE, assumed: delivery === null };
  };
}
function cut(text2, markers) {
  const parts2 = markers.map((marker, at2) => ({
    marker,
    start: marker.end,
    end: markers[at2 + 1]?.start ?? text2.length
  }));
  const [first, ...rest] = parts2;
  if (first === void 0) return [];
  if (first.marker.direction === "up") return [{ ...first, start: 0 }, ...rest];
  const above = {
    marker: { ...first.marker, direction: "up", optsOut: false },
    start: 0,
    end: first.marker.start
  };
  return text2.slice(0, above.end).trim() === "" ? parts2 : [above, ...parts2];
}

// src/sql/command.ts
function commandOf2(piece) {
  if (!piece.readable) return "";
  return concurrentCommand(piece.node) ?? wideReindex(piece.node) ?? piece.kind;
}
function concurrentCommand(node) {
  switch (node.tag) {
    case "IndexStmt":
      return node.body.concurrent === true ? "CREATE INDEX CONCURRENTLY" : null;
    case "DropStmt":
      return node.body.concurrent === true ? "DROP INDEX CONCURRENTLY" : null;
    case "ReindexStmt":
      return bodiesOf("DefElem", node.body.params).some(
        (option) => option.defname === "concurrently" && optionIsOn(option.arg)
      ) ? "REINDEX CONCURRENTLY" : null;
    case "AlterTableStmt":
      return bodiesOf("AlterTableCmd", node.body.cmds).some(
        (cmd) => bodyOf("PartitionCmd", cmd.def)?.concurrent === true
      ) ? "DETACH PARTITION CONCURRENTLY" : null;
    default:
      return null;
  }
}
function wideReindex(node) {
  if (node.tag !== "ReindexStmt") return null;
  const { kind } = node.body;
  return kind === "REINDEX_OBJECT_TABLE" || kind === "REINDEX_OBJECT_INDEX" ? null : "REINDEX SCHEMA";
}

// src/migration.ts
function readMigration(source2, text2, version, tools) {
  const parsed = parseSource(text2);
  const { runner, sections: parts2 } = readAs(source2.path, text2, parsed.comments, tools);
  const sections = parts2.map(({ direction, start, end, delivery }) => {
    const pieces = parsed.pieces.filter(({ span }) => span.start >= start && span.start < end);
    const { assumed, transaction: transaction2, alone: alone4 } = delivery(pieces.map(commandOf2));
    const apart = assumed && leavesTransaction(pieces, parsed.sql, version) || transaction2 === "string" && pieces.length < 2;
    return { direction, assumed, pieces, alone: alone4, transaction: apart ? "statement" : transaction2 };
  });
  return {
    source: source2,
    path: source2.path,
    text: text2,
    sql: parsed.sql,
    framework: runner.framework?.name ?? "plain-sql",
    runner,
    direction: directionOf(sections),
    transaction: spanOf(sections),
    sections,
    pieces: parsed.pieces,
    comments: parsed.comments,
    placeholders: parsed.placeholders,
    madeBefore: new Set(source2.baseText === null ? [] : catalogFromSql([source2.baseText]).relations.keys())
  };
}
function isWrapped({ transaction: transaction2 }) {
  return transaction2 === "run" || transaction2 === "file";
}
function spanOf(sections) {
  if (sections.some(({ transaction: transaction2 }) => transaction2 === "run")) return "run";
  return sections.some(({ transaction: transaction2 }) => transaction2 !== "statement") ? "file" : "statement";
}
function leavesTransaction(pieces, sql2, version) {
  return pieces.some((piece) => piece.readable && (controlsTransaction(piece) || refusesTransaction(piece, sql2, version))) || isLoneCall(pieces);
}
function isLoneCall(pieces) {
  const working = pieces.filter((piece) => !piece.readable || piece.node.tag !== "VariableSetStmt");
  const [only2] = working;
  return working.length === 1 && only2?.readable === true && only2.node.tag === "CallStmt";
}
function controlsTransaction({ node }) {
  if (node.tag !== "TransactionStmt") return false;
  const kind = node.body.kind ?? "TRANS_STMT_BEGIN";
  return kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START" || kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK";
}
var MAY_REFUSE = /* @__PURE__ */ new Set([
  "AlterEnumStmt",
  "AlterSystemStmt",
  "AlterTableStmt",
  "ClusterStmt",
  "CreateSubscriptionStmt",
  "CreateTableSpaceStmt",
  "CreatedbStmt",
  "DiscardStmt",
  "DoStmt",
  "DropStmt",
  "DropSubscriptionStmt",
  "DropTableSpaceStmt",
  "DropdbStmt",
  "IndexStmt",
  "ReindexStmt",
  "TransactionStmt",
  "VacuumStmt"
]);
function mayRefuse(node) {
  if (node.tag === "IndexStmt" || node.tag === "DropStmt") return node.body.concurrent === true;
  if (node.tag !== "AlterTableStmt") return MAY_REFUSE.has(node.tag);
  return (node.body.cmds ?? []).some((cmd) => bodyOf("AlterTableCmd", cmd)?.subtype === "AT_DetachPartition");
}
function refusesTransaction({ node, span }, sql2, version) {
  if (!mayRefuse(node)) return false;
  const inTransaction = momentOf(EMPTY_CATALOG, begin(NEW_SESSION, false), 1, version);
  const routine = calledBody(node, sql2.slice(span.start, span.end), inTransaction);
  const { fails } = ofCaller(node, routine, inTransaction);
  return fails === REFUSES_TRANSACTION || fails === REFUSES_COMMIT;
}
function directionOf(sections) {
  const down = sections.some((section) => section.direction === "down" && section.pieces.length > 0);
  const up = sections.some((section) => section.direction === "up" && section.pieces.length > 0);
  if (down && up) return "both";
  return down || sections.every((section) => section.direction === "down") ? "down" : "up";
}

// src/exhaustive.ts
function assertNever(value) {
  throw new Error(`not a case we know: ${JSON.stringify(value)}`);
}

// src/effects/reason.ts
function because(reason) {
  switch (reason.id) {
    case "volatile-default":
      return `the default calls ${code(reason.call)}, which is volatile: every existing row gets a value of its own`;
    case "unknown-default":
      return `the default of ${code(identifier(reason.column))} calls ${code(reason.call)}, whose volatility nobody has shown us`;
    case "default-before-11":
      return "before PostgreSQL 11 a default is written into every existing row";
    case "constrained-domain":
      return `${code(reason.domain)} is a domain with a constraint, which every row has to be checked against while it is copied`;
    case "unknown-type":
      return `${code(reason.type)} is not a built-in type, and a domain with a constraint would rewrite the table`;
    case "serial-column":
      return `${code(reason.type)} takes a new number from its sequence for every existing row`;
    case "identity-column":
      return `an identity column takes a new number from its sequence for every existing row`;
    case "stored-generated-column":
      return "a STORED generated column is computed for every existing row";
    case "type-change":
      return `${code(typeWords(reason.from))} is not stored like ${code(typeWords(reason.to))}, so every row is converted`;
    case "type-change-unknown":
      return `the present type of ${code(identifier(reason.column))} is not known, and most changes to ${code(typeWords(reason.to))} convert every row`;
    case "type-change-using":
      return `the USING expression is computed for every row`;
    case "type-change-index":
      return `an index mentions ${code(identifier(reason.column))} and its order or expression depends on the type`;
    case "check-on-changed-column":
      return `the constraint ${code(identifier(reason.constraint))} on the column is verified again`;
    case "index-build":
      return reason.index === null ? "the index is built from every row" : `the index ${code(reason.index)} is built from every row`;
    case "constraint-index":
      return `the index of ${constraintWords(reason.constraint)} is built from every row`;
    case "check-validation":
      return `every existing row is checked against ${constraintWords(reason.constraint)}`;
    case "foreign-key-validation":
      return `every existing row is looked up in the referenced table for ${constraintWords(reason.constraint)}`;
    case "not-null-verification":
      return `every existing row is checked for NULL in ${columnsWords(reason.columns)}, since no validated CHECK proves there is none`;
    case "primary-key-not-null":
      return `a primary key makes ${columnsWords(reason.columns)} NOT NULL, and nothing proves that there is no NULL`;
    case "required-column":
      return `${code(identifier(reason.column))} is NOT NULL without a default, which the first existing row violates`;
    case "validation":
      return `every existing row is checked against ${code(identifier(reason.constraint))}`;
    case "domain-constraint":
      return `every table with a column of the domain ${code(reason.domain)} is checked`;
    case "partition-bound":
      return `no validated CHECK on ${code(shortName(reason.partition))} proves that its rows fit the partition bound`;
    case "default-partition":
      return `the default partition ${code(shortName(reason.partition))} may hold rows that belong into the new partition`;
    case "copied":
      return `${reason.command} copies the whole table`;
    case "query":
      return "the query reads it";
    default:
      return assertNever(reason);
  }
}
function code(sql2) {
  return `\`${sql2.replaceAll("`", "'")}\``;
}
function constraintWords(name) {
  return name === "" ? "the constraint" : code(identifier(name));
}
function columnsWords(columns) {
  return columns.map((column) => code(identifier(column))).join(", ");
}

// src/rules/prose.ts
function table2(relation) {
  return code(shortName(relation));
}
function tables(relations) {
  const names = [...new Set(relations)].map(table2);
  const last = names.at(-1) ?? "the table";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
function lockOn(effects, relation) {
  return effects.locks.find((lock2) => lock2.relation === relation)?.mode ?? null;
}
function lockClause(step, relation) {
  const mode = lockOn(step.effects, relation);
  return mode === null ? `locks ${table2(relation)}` : `takes ${mode} on ${table2(relation)}, which blocks ${blockedWork(mode)}`;
}
function blockedWhile(step, touch2, work) {
  const what = work === "indexes are built" ? `its indexes are rebuilt` : `the table ${work}`;
  const hedge = touch2.certainty === "possible" ? "may be" : "is";
  const clause = touch2.certainty === "possible" ? what.replace(" is ", ` ${hedge} `).replace(" are ", " may be ") : what;
  return `${code(step.statement.kind)} ${lockClause(step, touch2.relation)}, while ${clause}: ${because(touch2.because)}.`;
}
function sql(...lines) {
  return lines.join("\n");
}
function asWritten(step) {
  return `${step.sql.trim()};`;
}
var BOUNDED_WAIT = "SET lock_timeout = '2s';";
function inFiles(...files) {
  return sql(...files.flatMap(({ about, lines }, at2) => [comment2(`file ${at2 + 1}: ${about}`), ...lines]));
}
function dollarTag(body) {
  let tag = "$$";
  for (let at2 = 1; body.includes(tag); at2 += 1) tag = `$body${at2 > 1 ? at2 : ""}$`;
  return tag;
}
function comment2(text2) {
  return `-- ${text2.replace(/\s*[\r\n]+\s*/g, " ")}`;
}

// src/rules/boxes.ts
function box(phase, text2, sql2 = "") {
  return { phase, text: text2, sql: sql2 };
}
function whenAsked({ severity }, ...boxes) {
  return severity === "caution" ? boxes : [];
}
function isSmall(relation, work) {
  return box(
    "before",
    `${table2(relation)} is small enough to ${work} within seconds`,
    sql(
      "SELECT reltuples::bigint AS rows, pg_size_pretty(pg_total_relation_size(oid)) AS size",
      `FROM pg_class WHERE oid = to_regclass(${literal2(relation)});`
    )
  );
}
function isCalm(relation, who) {
  return box("before", `It is a calm hour for ${table2(relation)}: ${who} can wait for a moment`);
}
function replicasKeepUp() {
  return box(
    "during",
    "Replicas keep up with the rows that are written; otherwise cancel it and batch it",
    sql(
      "SELECT application_name, replay_lag, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind",
      "FROM pg_stat_replication;"
    )
  );
}
function fitsCode(text2, statements) {
  return box("before", `${text2} (the query needs pg_stat_statements)`, statements);
}
function statementsNaming(name, doing = "") {
  return sql(
    "SELECT calls, left(query, 120) AS query FROM pg_stat_statements",
    `WHERE strpos(query, ${literal2(name)}) > 0${doing === "" ? "" : ` AND query ~* ${literal2(doing)}`} ORDER BY calls DESC LIMIT 20;`
  );
}
function columnsOf3(relation) {
  return sql(
    "SELECT attname, format_type(atttypid, atttypmod) AS type, attnotnull, atthasdef FROM pg_attribute",
    `WHERE attrelid = to_regclass(${literal2(relation)}) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;`
  );
}
function validityOf(index) {
  return `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal2(index)});`;
}

// src/rules/existing.ts
function rangeAt(step, range) {
  return resolveRange(step.before, effective(step.session).searchPath, range);
}
function objectAt(step, object) {
  return resolveParts(step.before, effective(step.session).searchPath, nameParts(object));
}
function isOthers(step, relation) {
  return step.before.relations.get(relation)?.set !== step.set;
}
function isOthersColumn(step, relation, column) {
  return isOthers(step, relation) && step.before.relations.get(relation)?.columns.get(column)?.set !== step.set;
}
function keyAt(step, known2, parts2) {
  const path = effective(step.session).searchPath;
  const candidates = path.map((schema) => resolveParts(step.before, [schema], parts2));
  return candidates.find((key) => known2.has(key)) ?? candidates[0] ?? "";
}

// src/rules/scope.ts
function nodeIf(step, tag) {
  const node = step.statement.node;
  return isTag(node, tag) ? node.body : null;
}
function isTag(node, tag) {
  return node.tag === tag;
}
function at(step, part = null) {
  return { kind: "statement", step, part: step.statement.parts.length > 1 ? part : null };
}
function existing(touches2) {
  return touches2.filter((touch2) => touch2.existing);
}
function severityOf(touch2) {
  return touch2.certainty === "certain" ? "unsafe" : "caution";
}
function blockedRelations(effects) {
  return effects.locks.filter((lock2) => lock2.existing && blocksWrites(lock2.mode)).map((lock2) => lock2.relation);
}
function makesOthersWait(step, { relation, mode }) {
  const readOnly = step.before.relations.get(relation)?.kind === "materialized view";
  return readOnly ? blocksReads(mode) : blocksWrites(mode);
}
function isDown(step) {
  return step.section.direction === "down";
}
function onePerPart(touches2) {
  const seen = /* @__PURE__ */ new Set();
  return touches2.filter((touch2) => {
    const key = `${touch2.part} ${touch2.because.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// src/report/analyze-box.ts
function analyzeBoxes(step, changeset) {
  const relation = retyped(step) ?? indexedExpression(step);
  if (relation === null || step.effects.fails !== null || isAnalyzed(relation, step, changeset)) return [];
  if (step.before.relations.get(relation)?.set === step.set) return [];
  return [
    {
      phase: "after",
      text: `The planner has statistics again for ${table2(relation)}, which a ${retyped(step) === null ? "new expression index lacks" : "change of type throws away"}`,
      sql: `ANALYZE ${shortName(relation)};`
    }
  ];
}
function retyped(step) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body?.objtype !== "OBJECT_TABLE") return null;
  const changes2 = bodiesOf("AlterTableCmd", body.cmds).some(({ subtype }) => subtype === "AT_AlterColumnType");
  return changes2 ? rangeAt(step, body.relation) : null;
}
function indexedExpression(step) {
  const body = nodeIf(step, "IndexStmt");
  const computed2 = bodiesOf("IndexElem", body?.indexParams).some(({ expr }) => expr !== void 0);
  return body !== null && computed2 ? rangeAt(step, body.relation) : null;
}
function isAnalyzed(relation, step, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => {
    const body = one2.index > step.index ? nodeIf(one2, "VacuumStmt") : null;
    if (body === null || !analyzes2(body)) return false;
    const listed5 = bodiesOf("VacuumRelation", body.rels);
    return listed5.length === 0 || listed5.some((entry) => rangeAt(one2, entry.relation) === relation);
  });
}
function analyzes2({ is_vacuumcmd, options }) {
  return is_vacuumcmd !== true || bodiesOf("DefElem", options).some(({ defname }) => defname === "analyze");
}

// src/report/disk-box.ts
function diskBoxes({ effects, section }) {
  if (effects.fails !== null || section.direction === "down") return [];
  const copied = effects.rewrites.filter((one2) => one2.existing && one2.certainty === "certain");
  return [...new Set(copied.map(({ relation }) => relation))].map(diskBox);
}
function diskBox(relation) {
  return {
    phase: "before",
    text: `The disk has room for a second copy of ${table2(relation)} with its indexes, and for as much WAL, on every standby too`,
    sql: `SELECT pg_size_pretty(pg_total_relation_size(to_regclass(${literal2(relation)})));`
  };
}

// src/report/checklist.ts
var PHASES = ["before", "during", "after"];
function checklistOf(judgements, changeset) {
  const boxes = [
    ...lockBoxes(judgements),
    ...judgements.flatMap(boxesOf),
    ...changeset.steps.flatMap(diskBoxes),
    ...changeset.steps.flatMap((step) => [...followUps(step, changeset), ...analyzeBoxes(step, changeset)])
  ];
  const seen = /* @__PURE__ */ new Set();
  const unique = boxes.filter((box2) => {
    const key = `${box2.phase} ${box2.text} ${box2.sql}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return PHASES.flatMap((phase) => unique.filter((box2) => box2.phase === phase)).map((box2) => ({
    phase: box2.phase,
    text: box2.text,
    done: false,
    sql: box2.sql
  }));
}
function boxesOf(judgement) {
  if (judgement.boxes.length > 0) return judgement.boxes;
  return judgement.severity === "caution" ? [{ phase: "before", text: plain(judgement.title), sql: "" }] : [];
}
function plain(title) {
  return title.replaceAll("`", "'");
}
function lockBoxes(judgements) {
  const relations = /* @__PURE__ */ new Set();
  for (const judgement of judgements) {
    if (judgement.severity === "note" || judgement.at.kind !== "statement") continue;
    for (const lock2 of judgement.at.step.effects.locks)
      if (lock2.existing && lock2.mode !== "ACCESS SHARE") relations.add(lock2.relation);
  }
  if (relations.size === 0) return [];
  const names = [...relations].sort();
  const shown = names.map(table2).join(", ");
  return [
    {
      phase: "before",
      text: `No long transaction holds ${shown} (autovacuum to prevent wraparound counts too)`,
      sql: holders(names)
    },
    {
      phase: "during",
      text: "Nothing waits behind the migration for more than a second; otherwise cancel it",
      sql: WAITERS
    }
  ];
}
function holders(relations) {
  const names = relations.map((name) => `to_regclass(${literal2(name)})`).join(", ");
  return [
    "SELECT a.pid, a.backend_type, a.state, now() - a.xact_start AS running,",
    "       l.relation::regclass, l.mode, left(a.query, 120) AS query",
    "FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)",
    `WHERE l.relation IN (${names}) AND a.pid <> pg_backend_pid()`,
    "ORDER BY running DESC NULLS LAST;"
  ].join("\n");
}
var WAITERS = [
  "SELECT pid, pg_blocking_pids(pid) AS blocked_by, now() - query_start AS waiting, left(query, 60) AS query",
  "FROM pg_stat_activity WHERE wait_event_type = 'Lock' ORDER BY waiting DESC;"
].join("\n");
function followUps(step, changeset) {
  const node = step.statement.node;
  if (node.tag === "IndexStmt" && node.body.concurrent === true && step.effects.fails === null)
    return [indexBox(step, node.body.idxname)];
  if (node.tag === "ReindexStmt") {
    const concurrently4 = bodiesOf("DefElem", node.body.params).some(
      (option) => option.defname === "concurrently" && optionIsOn(option.arg)
    );
    return concurrently4 && step.effects.fails === null ? [leftoverBox()] : [];
  }
  if (node.tag !== "AlterTableStmt") return [];
  const [relation] = step.effects.locks;
  if (relation === void 0 || !relation.existing) return [];
  const pending = changeset.steps.at(-1)?.after.relations.get(relation.relation)?.constraints;
  return bodiesOf("AlterTableCmd", node.body.cmds).flatMap((cmd) => {
    const constraint = cmd.subtype === "AT_AddConstraint" ? bodyOf("Constraint", cmd.def) : null;
    const name = constraint?.skip_validation === true ? constraint.conname ?? "" : "";
    return pending?.get(name)?.validated === false ? [constraintBox(relation.relation, name)] : [];
  });
}
function indexBox(step, written2) {
  const [lock2] = step.effects.locks;
  const table3 = lock2?.relation ?? "";
  if (written2 === void 0) {
    return {
      phase: "after",
      text: `The new index on ${table2(table3)} is valid`,
      sql: `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index WHERE indrelid = to_regclass(${literal2(table3)}) AND NOT indisvalid;`
    };
  }
  const index = [...step.after.indexes.keys()].find((name) => splitName(name).name === written2) ?? written2;
  return {
    phase: "after",
    text: `The index ${code(shortName(index))} is valid; an INVALID one is dropped with DROP INDEX CONCURRENTLY and built again`,
    sql: validityOf(index)
  };
}
function leftoverBox() {
  return {
    phase: "after",
    text: "REINDEX CONCURRENTLY left no INVALID index behind",
    sql: "SELECT indexrelid::regclass AS index FROM pg_index WHERE NOT indisvalid;"
  };
}
function constraintBox(relation, constraint) {
  return {
    phase: "after",
    text: `The constraint ${code(identifier(constraint))} is validated by a migration that follows`,
    sql: `SELECT conname, convalidated FROM pg_constraint WHERE conrelid = to_regclass(${literal2(relation)}) AND conname = ${literal2(constraint)};`
  };
}

// src/report/identity.ts
function fingerprint(...parts2) {
  let high = 3735928559;
  let low = 1103547991;
  for (const part of parts2) {
    for (let at2 = 0; at2 <= part.length; at2 += 1) {
      const code2 = at2 < part.length ? part.charCodeAt(at2) : 65535;
      high = Math.imul(high ^ code2, 2654435761);
      low = Math.imul(low ^ code2, 1597334677);
    }
  }
  high = Math.imul(high ^ high >>> 16, 2246822507) ^ Math.imul(low ^ low >>> 13, 3266489909);
  low = Math.imul(low ^ low >>> 16, 2246822507) ^ Math.imul(high ^ high >>> 13, 3266489909);
  return hex(high) + hex(low);
}
function normalised(sql2) {
  return sql2.replace(/'[^']*'|"[^"]*"|\s+|[^'"\s]+/g, withoutForm).trim();
}
function withoutForm(part) {
  if (part.startsWith("'") || part.startsWith('"')) return part;
  return /^\s/.test(part) ? " " : part.toLowerCase();
}
function hex(half2) {
  return (half2 >>> 0).toString(16).padStart(8, "0");
}

// src/report/finding.ts
function findingOf(judgement, locations, docsBase) {
  const place = placeOf(judgement.at, locations);
  const located = place.path === null ? void 0 : locations.get(place.path);
  const words4 = (text2) => located === void 0 ? text2 : restorePlaceholders(text2, located.placeholders);
  const mode = judgement.mode;
  const softened = judgement.at.kind === "statement" && judgement.at.step.section.direction === "down" && mode !== "destructive-rollback";
  return {
    mode,
    alsoModes: (judgement.alsoModes ?? []).filter((other) => other !== mode),
    rule: judgement.rule,
    identity: fingerprint(judgement.rule, place.identity, ...positionOf(judgement.at)),
    // A down migration runs when something has gone wrong already; only losing data is held against it in full.
    severity: softened && judgement.severity === "unsafe" ? "caution" : judgement.severity,
    path: place.path,
    statement: place.statement,
    startLine: place.lines?.startLine ?? null,
    endLine: place.lines?.endLine ?? null,
    related: (judgement.related ?? []).flatMap((step) => {
      const other = locations.get(step.migration.path);
      return other === void 0 ? [] : [{ path: step.migration.path, ...linesOf(spanOf2(step), other.lineOf) }];
    }),
    title: words4(judgement.title),
    message: words4(judgement.message),
    fix: words4(judgement.fix),
    docs: `${docsBase}/${judgement.rule}.md`,
    suppressed: null,
    suggestion: located === void 0 ? null : suggestionOf(judgement.edits, located),
    inDiff: place.lines === null || located === void 0 || touches(place.lines, located.migration.source.changedLines)
  };
}
function linesOf(span, lineOf2) {
  return { startLine: lineOf2(span.start), endLine: lineOf2(Math.max(span.start, span.end - 1)) };
}
function placeOf(at2, locations) {
  switch (at2.kind) {
    case "statement": {
      const { migration, statement } = at2.step;
      return inFile(migration.path, statement.index, spanOf2(at2.step, at2.part), locations);
    }
    case "piece": {
      const span = at2.migration.pieces[at2.index]?.span ?? { start: 0, end: 0 };
      return inFile(at2.migration.path, at2.index, span, locations);
    }
    case "comment":
      return atComment(at2, locations);
    case "file":
      return { path: at2.path, statement: null, lines: null, identity: at2.path };
    case "changeset":
      return { path: null, statement: null, lines: null, identity: "" };
  }
}
function atComment({ migration, span }, locations) {
  const located = locations.get(migration.path);
  const statement = migration.pieces.find((piece) => piece.span.start >= span.end)?.index ?? null;
  const lines = located === void 0 ? null : linesOf(span, located.lineOf);
  return { path: migration.path, statement, lines, identity: migration.path };
}
function spanOf2({ statement, within }, nth = null) {
  const part = nth === null ? void 0 : statement.parts[nth];
  if (within === null) return part ?? statement.span;
  if (part === void 0 || within.shift === null) return within.span;
  return { start: part.start + within.shift, end: part.end + within.shift };
}
function inFile(path, statement, span, locations) {
  const located = locations.get(path);
  if (located === void 0) return { path, statement, lines: null, identity: path };
  return { path, statement, lines: linesOf(span, located.lineOf), identity: located.identities[statement] ?? path };
}
function positionOf(at2) {
  if (at2.kind !== "statement") return ["0"];
  const part = String(at2.part ?? 0);
  return at2.step.within === null ? [part] : [part, String(at2.step.within.nth)];
}
function touches(lines, changed) {
  if (changed === null) return true;
  return changed.some((range) => range.startLine <= lines.endLine && range.endLine >= lines.startLine);
}
function suggestionOf(edits, { migration, lineOf: lineOf2 }) {
  if (edits === null || edits.length === 0) return null;
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  const first = sorted[0]?.span ?? { start: 0, end: 0 };
  const last = sorted.at(-1)?.span ?? first;
  const text2 = migration.text;
  const start = Math.max(text2.lastIndexOf("\n", first.start - 1), text2.lastIndexOf("\r", first.start - 1)) + 1;
  const newline = text2.slice(last.end).search(/[\r\n]/);
  const end = newline < 0 ? text2.length : last.end + newline;
  let replaced = "";
  let at2 = start;
  for (const edit2 of sorted) {
    replaced += text2.slice(at2, edit2.span.start) + edit2.text;
    at2 = edit2.span.end;
  }
  replaced += text2.slice(at2, end);
  return { startLine: lineOf2(start), endLine: lineOf2(Math.max(start, end - 1)), lines: replaced.split(/\r\n|\r|\n/) };
}

// src/errors.ts
var ConfigError = class extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
  advice;
  name = "ConfigError";
};

// src/frameworks/glob.ts
function globMatcher(glob) {
  if (glob.length > MAX_GLOB) throw new ConfigError(`a glob is longer than ${MAX_GLOB} characters`, "Shorten it.");
  const program = compile([...glob.replace(/^(?:\.?\/)+/, "").replace(/\/$/, "/**")]);
  return (path) => accepts(program, path);
}
var MAX_GLOB = 1e3;
function compile(glob) {
  const program = [];
  for (let at2 = 0; at2 < glob.length; ) {
    const piece = pieceAt(glob, at2);
    program.push(...piece.program);
    at2 = piece.end;
  }
  return program;
}
function pieceAt(glob, at2) {
  const character = glob[at2] ?? "";
  if (character === "*") return starsAt(glob, at2);
  if (character === "?") return { program: [one(notSlash)], end: at2 + 1 };
  if (character === "[") return classAt(glob, at2) ?? literal4("[", at2 + 1);
  if (character === "{") return bracesAt(glob, at2) ?? literal4("{", at2 + 1);
  if (character === "\\" && at2 + 1 < glob.length) return literal4(glob[at2 + 1] ?? "", at2 + 2);
  return literal4(character, at2 + 1);
}
function starsAt(glob, at2) {
  let end = at2;
  while (glob[end] === "*") end += 1;
  if (end - at2 === 1) return { program: anyNumberOf([one(notSlash)]), end };
  const opensSegment = at2 === 0 || glob[at2 - 1] === "/";
  if (opensSegment && glob[end] === "/")
    return { program: maybe([...anyNumberOf([one(any)]), one(isSlash)]), end: end + 1 };
  return { program: anyNumberOf([one(any)]), end };
}
function classAt(glob, at2) {
  const negated = glob[at2 + 1] === "!" || glob[at2 + 1] === "^";
  const first = at2 + (negated ? 2 : 1);
  const closing = glob.indexOf("]", first + 1);
  if (closing < 0) return null;
  const members = glob.slice(first, closing);
  return {
    program: [one((character) => notSlash(character) && holds(members, character) !== negated)],
    end: closing + 1
  };
}
function holds(members, character) {
  return members.some((member, at2) => {
    const last = members[at2 + 1] === "-" ? members[at2 + 2] : void 0;
    return last === void 0 ? member === character : member <= character && character <= last;
  });
}
function bracesAt(glob, at2) {
  const cuts = [at2];
  let depth = 0;
  for (let end = at2; end < glob.length; end += 1) {
    if (glob[end] === "\\") end += 1;
    else if (glob[end] === "{") depth += 1;
    else if (glob[end] === "," && depth === 1) cuts.push(end);
    else if (glob[end] === "}" && (depth -= 1) === 0) {
      const choices = cuts.map((cut2, index) => compile(glob.slice(cut2 + 1, cuts[index + 1] ?? end)));
      return { program: oneOf(choices), end: end + 1 };
    }
  }
  return null;
}
function literal4(wanted, end) {
  return { program: [one((character) => character === wanted)], end };
}
function one(test) {
  return { kind: "character", accepts: test };
}
function anyNumberOf(program) {
  return [{ kind: "split", to: [1, program.length + 2] }, ...program, { kind: "split", to: [-program.length - 1] }];
}
function maybe(program) {
  return [{ kind: "split", to: [1, program.length + 1] }, ...program];
}
function oneOf(choices) {
  const total = choices.reduce((sum, choice) => sum + choice.length + 1, 1);
  const starts = [];
  const body = [];
  for (const choice of choices) {
    starts.push(body.length + 1);
    body.push(...choice);
    body.push({ kind: "split", to: [total - body.length - 1] });
  }
  return [{ kind: "split", to: starts }, ...body];
}
var any = () => true;
var isSlash = (character) => character === "/";
var notSlash = (character) => character !== "/";
function accepts(program, path) {
  let states = reachable(program, [0]);
  for (const character of path) {
    const next = [];
    for (const state of states) {
      const instruction = program[state];
      if (instruction?.kind === "character" && instruction.accepts(character)) next.push(state + 1);
    }
    if (next.length === 0) return false;
    states = reachable(program, next);
  }
  return states.has(program.length);
}
function reachable(program, from2) {
  const seen = /* @__PURE__ */ new Set();
  const pending = [...from2];
  for (let state = pending.pop(); state !== void 0; state = pending.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const instruction = program[state];
    if (instruction?.kind === "split") for (const distance2 of instruction.to) pending.push(state + distance2);
  }
  return seen;
}

// src/report/decisions.ts
function decisions({ severities, ignore, baseline, today }) {
  const severityOf2 = new Map(severities.map(({ rule: rule120, severity }) => [rule120, severity]));
  const known2 = new Set(baseline.map(({ identity, path }) => entryKey(identity, path)));
  const current = ignore.filter(({ until: until2 }) => until2 === null || today <= until2).map(ready);
  return {
    judged: (finding) => {
      const severity = severityOf2.get(finding.rule) ?? finding.severity;
      if (severity === "off") return null;
      return severity === finding.severity ? finding : { ...finding, severity };
    },
    accepted: (finding) => {
      if (finding.suppressed !== null || finding.mode === null) return finding;
      const reason = current.find(({ covers }) => covers(finding))?.reason;
      if (reason !== void 0) return { ...finding, suppressed: { by: "config", reason } };
      if (!known2.has(entryKey(finding.identity, finding.path))) return finding;
      return { ...finding, suppressed: { by: "baseline", reason: "it was there when the baseline was written" } };
    },
    told: [...offSentence(severities), ...ignore.flatMap((entry) => endedSentence(entry, today))]
  };
}
function ready({ rule: rule120, reason, paths }) {
  const inScope = paths === null ? () => true : globMatcher(paths);
  const covers = (finding) => finding.rule === rule120 && inScope(finding.path ?? "");
  return { reason, covers };
}
function entryKey(identity, path) {
  return `${identity} ${path ?? ""}`;
}
function offSentence(severities) {
  const off = severities.filter(({ severity }) => severity === "off").map(({ rule: rule120 }) => code(rule120));
  return off.length === 0 ? [] : [`The config turns off ${off.join(", ")}.`];
}
function endedSentence({ rule: rule120, reason, until: until2 }, today) {
  if (until2 === null || today <= until2) return [];
  return [`The config accepted ${code(rule120)} until ${until2} (${reason}); it counts again.`];
}

// src/report/schema-words.ts
var MOST_NAMED = 3;
function schemaWords({ kind, path, migrations, notUnderstood, problem }) {
  const missed = notUnderstood.length === 0 ? "" : `, ${notUnderstood.length} not understood: ${named2(notUnderstood)}`;
  switch (kind) {
    case "none":
      return [];
    case "unknown":
      return [`The schema before is not known: ${problem ?? "it could not be read"}.`];
    case "dump":
      return [
        `Schema from ${path ?? "a dump"}${migrations === 0 ? "" : ` and ${counted(migrations)} after it`}${missed}.`
      ];
    case "migrations":
      return [`Schema from ${counted(migrations)}${missed}.`];
  }
}
function counted(migrations) {
  return migrations === 1 ? "1 migration" : `${migrations} migrations`;
}
function named2(paths) {
  return `${paths.slice(0, MOST_NAMED).join(", ")}${paths.length > MOST_NAMED ? ", …" : ""}`;
}

// src/report/suppress.ts
function suppressionsOf(migration, lineOf2, rules, forbidden2) {
  const ignored = [];
  const allowances = /* @__PURE__ */ new Map();
  for (const comment3 of migration.comments) {
    const allowance = allowanceOf(comment3, migration.text, lineOf2);
    if (allowance === null) continue;
    const piece = spokenOf(allowance, migration.pieces, lineOf2);
    const problem = problemWith(allowance, rules, forbidden2) ?? (piece === null ? `no statement begins ${allowance.alone ? "on the next line" : "on its line"}` : null);
    if (problem !== null) ignored.push(`${migration.path}:${allowance.line}: ${problem}; it suppresses nothing`);
    else if (piece !== null) add(allowances, piece.index, allowance);
  }
  const reasonFor = (rule120, statement) => allowances.get(statement)?.find((allowance) => allowance.rules.includes(rule120))?.reason ?? null;
  return { reasonFor, ignored };
}
function suppressed(finding, suppressions) {
  if (finding.statement === null) return finding;
  const reason = suppressions?.reasonFor(finding.rule, finding.statement) ?? null;
  return reason === null ? finding : { ...finding, suppressed: { by: "comment", reason } };
}
function allowanceOf(comment3, text2, lineOf2) {
  if (comment3.kind !== "line-comment") return null;
  const words4 = text2.slice(comment3.start + 2, comment3.end).trim();
  if (!/^pg-preflight\s*:/i.test(words4)) return null;
  const directive = words4.slice(words4.indexOf(":") + 1).trim();
  const [named3 = "", ...reason] = directive.split(/\s--\s?/);
  const rules = named3.replace(/^allow\b/i, "").split(",").map((rule120) => rule120.trim()).filter((rule120) => rule120 !== "");
  const lineStart = Math.max(text2.lastIndexOf("\n", comment3.start - 1), text2.lastIndexOf("\r", comment3.start - 1)) + 1;
  const alone4 = text2.slice(lineStart, comment3.start).trim() === "";
  const understood = /^allow\b/i.test(named3);
  return { rules: understood ? rules : [], reason: reason.join(" -- ").trim(), line: lineOf2(comment3.start), alone: alone4 };
}
var NOT_READ = "unreadable-migration";
function problemWith({ rules, reason }, known2, forbidden2) {
  if (rules.length === 0) return "the comment does not read `-- pg-preflight: allow RULE -- REASON`";
  const stranger = rules.find((rule120) => !known2.has(rule120));
  if (stranger !== void 0) return `there is no rule ${code(stranger.slice(0, 60))}`;
  if (rules.includes(NOT_READ)) return `${code(NOT_READ)} cannot be suppressed, since nobody knows what would be`;
  const kept = rules.find((rule120) => forbidden2.has(rule120));
  if (kept !== void 0) return `the config forbids to suppress ${code(kept)}`;
  return reason === "" ? "the suppression gives no reason" : null;
}
function spokenOf({ alone: alone4, line }, pieces, lineOf2) {
  const begins = (wanted) => (piece) => lineOf2(piece.span.start) === wanted;
  return (alone4 ? pieces.find(begins(line + 1)) : pieces.findLast(begins(line))) ?? null;
}
function add(allowances, index, allowance) {
  allowances.set(index, [...allowances.get(index) ?? [], allowance]);
}

// src/report/verdict.ts
var RANK2 = { unsafe: 2, caution: 1, note: 0 };
function bySeverity(a, b) {
  return RANK2[b] - RANK2[a];
}
function verdictOf(findings) {
  const open2 = findings.filter((finding) => finding.suppressed === null);
  if (open2.some((finding) => finding.severity === "unsafe")) return "unsafe";
  return open2.some((finding) => finding.severity === "caution") ? "caution" : "safe";
}

// src/report/build-report.ts
function buildReport(judgements, changeset, schemaSource, rules, settings) {
  const locations = new Map(changeset.migrations.map((migration) => [migration.path, locate(migration)]));
  const forbidden2 = new Set(settings.policy.forbidSuppression);
  const decided = decisions(settings.policy);
  const suppressions = /* @__PURE__ */ new Map();
  for (const [path, { migration, lineOf: lineOf2 }] of locations)
    suppressions.set(path, suppressionsOf(migration, lineOf2, rules, forbidden2));
  const pairs = judgements.flatMap((judgement) => {
    const found2 = decided.judged(findingOf(judgement, locations, settings.docsBase));
    if (found2 === null) return [];
    return [{ judgement, finding: decided.accepted(suppressed(found2, suppressions.get(found2.path ?? ""))) }];
  });
  const findings = pairs.map(({ finding }) => finding).sort(byPlace);
  const open2 = pairs.filter(({ finding }) => finding.suppressed === null).map(({ judgement }) => judgement);
  return {
    schemaVersion: 1,
    tool: { name: "pg-preflight", version: settings.version },
    postgresVersion: settings.postgresVersion,
    verdict: verdictOf(findings),
    files: [...locations.values()].map((located) => fileReport(located, changeset.stepsOf.get(located.migration) ?? [])).sort((a, b) => compare2(a.path, b.path)),
    findings,
    checklist: checklistOf(open2, changeset),
    notScanned: changeset.unread.map(({ path, why }) => ({
      path: path ?? "the list of changed files",
      why
    })),
    schemaSource,
    assumptions: [
      ...schemaWords(schemaSource),
      ...assumptionsOf(changeset.migrations),
      ...decided.told,
      ...[...suppressions.values()].flatMap(({ ignored }) => ignored)
    ],
    sources: Object.fromEntries(changeset.migrations.map((migration) => [migration.path, migration.text]))
  };
}
function locate(migration) {
  const seen = /* @__PURE__ */ new Map();
  const identities2 = migration.pieces.map(({ span }) => {
    const text2 = normalised(migration.text.slice(span.start, span.end));
    const nth = seen.get(text2) ?? 0;
    seen.set(text2, nth + 1);
    return fingerprint(text2, String(nth));
  });
  return { migration, lineOf: lineFinder(migration.text), identities: identities2, placeholders: migration.placeholders };
}
function fileReport({ migration, lineOf: lineOf2, identities: identities2 }, steps) {
  const effects = effectsByStatement(steps);
  const statements = migration.pieces.map((piece) => {
    return {
      index: piece.index,
      kind: piece.readable ? piece.kind : null,
      ...linesOf(piece.span, lineOf2),
      identity: identities2[piece.index] ?? "",
      effects: effectsReport({ effects: effects.get(piece.index) ?? NO_EFFECTS })
    };
  });
  const { path, framework: framework28, direction, transaction: transaction2 } = migration;
  return { path, framework: framework28, direction, transaction: transaction2, statements };
}
function effectsByStatement(steps) {
  const found2 = /* @__PURE__ */ new Map();
  for (const { statement, effects } of steps) {
    const before = found2.get(statement.index);
    found2.set(statement.index, before === void 0 ? effects : combine([before, effects]));
  }
  return found2;
}
function effectsReport({ effects }) {
  const { locks, rewrites, scans, rebuildsIndexes, writes, fails } = effects;
  return {
    locks: locks.length < 2 ? locks : [...locks].sort((a, b) => compare2(a.relation, b.relation)),
    rewrites: relationsOf(rewrites, "certain"),
    scans: relationsOf(scans, "certain"),
    mayRewrite: relationsOf(rewrites, "possible"),
    mayScan: relationsOf(scans, "possible"),
    rebuildsIndexes: relationsOf(rebuildsIndexes, "certain"),
    writes,
    fails
  };
}
function relationsOf(touches2, certainty) {
  if (touches2.length === 0) return [];
  const names = touches2.filter((touch2) => touch2.certainty === certainty).map((touch2) => touch2.relation);
  return names.length < 2 ? names : [...new Set(names)].sort();
}
function assumptionsOf(migrations) {
  const unknown = migrations.filter(
    (migration) => migration.sections.some((section) => section.assumed && section.pieces.length > 0)
  );
  const wrapped = unknown.filter((migration) => migration.transaction === "file");
  const alone4 = unknown.filter((migration) => migration.transaction !== "file");
  const said = bySomething(wrapped).map(
    ([why, some]) => `One transaction a file is assumed for ${counted2(some)}: ${why} is not known.`
  );
  if (alone4.length > 0) {
    said.push(
      `Statement by statement is assumed for ${counted2(alone4)}: the file controls its transaction or holds a statement that refuses one.`
    );
  }
  return said;
}
function bySomething(migrations) {
  const groups = /* @__PURE__ */ new Map();
  for (const migration of migrations) {
    const { framework: framework28, proved } = migration.runner;
    const why = proved && framework28 !== null ? `the version of ${framework28.title}` : "what runs them";
    groups.set(why, [...groups.get(why) ?? [], migration]);
  }
  return [...groups];
}
function counted2(migrations) {
  const [first] = migrations;
  return migrations.length === 1 && first !== void 0 ? first.path : `${migrations.length} files`;
}
function byPlace(a, b) {
  return compare2(a.path ?? "", b.path ?? "") || (a.startLine ?? 0) - (b.startLine ?? 0) || bySeverity(a.severity, b.severity) || compare2(a.rule, b.rule) || compare2(a.message, b.message);
}
function compare2(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/rules/not-null-steps.ts
function notNullSteps(relation, columns, version) {
  const table3 = shortName(relation);
  const native = version >= 18;
  const proofs = columns.map((column) => ({
    column: identifier(column),
    proof: derivedName(relation, column, "not_null")
  }));
  const added2 = proofs.map(({ column, proof }) => {
    const definition = native ? `NOT NULL ${column}` : `CHECK (${column} IS NOT NULL)`;
    return `ALTER TABLE ${table3} ADD CONSTRAINT ${proof} ${definition} NOT VALID;`;
  });
  const validated2 = proofs.map(({ proof }) => `ALTER TABLE ${table3} VALIDATE CONSTRAINT ${proof};`);
  const kept = comment2(
    "and keep the CHECK: before PostgreSQL 12 it is no proof, and SET NOT NULL would read the table all the same"
  );
  const steps = [
    { about: "new rows are checked from now on, old ones not yet", lines: [BOUNDED_WAIT, ...added2] },
    {
      about: "the old rows are checked while reads and writes go on",
      lines: version < 12 ? [...validated2, kept] : validated2
    }
  ];
  if (native || version < 12) return steps;
  const set2 = proofs.map(({ column }) => `ALTER TABLE ${table3} ALTER COLUMN ${column} SET NOT NULL;`);
  const dropped3 = proofs.map(({ proof }) => `ALTER TABLE ${table3} DROP CONSTRAINT ${proof};`);
  const about = "the validated CHECK is the proof, so nothing is read";
  return [...steps, { about, lines: [BOUNDED_WAIT, ...set2, ...dropped3] }];
}

// src/rules/rule.ts
function statementRule(spec) {
  return ruleOf(spec, (changeset) => stepsWith(changeset, spec.on));
}
function stepsWith({ stepsWith: byFacet2 }, facets) {
  const [only2, ...others] = facets.map((facet) => byFacet2.get(facet) ?? []).filter((steps) => steps.length > 0);
  if (only2 === void 0 || others.length === 0) return only2 ?? [];
  return [...new Set([only2, ...others].flat())].sort((a, b) => a.index - b.index);
}
function migrationRule(spec) {
  return ruleOf(spec, (changeset) => changeset.migrations);
}
function changesetRule(spec) {
  return ruleOf(spec, (changeset) => [changeset]);
}
function ruleOf(spec, inputs) {
  const judge = (match) => ({
    ...match,
    ...spec.describe(match),
    rule: spec.id,
    mode: spec.mode,
    edits: isInBody(match) ? null : spec.suggest?.(match) ?? null,
    boxes: spec.boxes?.(match) ?? []
  });
  return {
    id: spec.id,
    mode: spec.mode,
    check: (changeset) => inputs(changeset).flatMap((input) => spec.detect(input, changeset).map(judge))
  };
}
function isInBody({ at: at2 }) {
  return at2.kind === "statement" && at2.step.within !== null;
}

// src/rules/source-text.ts
function tokensOf(step, span = step.statement.span) {
  return tokenize(step.source.sql, span.start, span.end).filter((token) => !token.kind.endsWith("comment"));
}
function wordOf(step, token) {
  return token === void 0 ? "" : step.source.sql.slice(token.start, token.end).toUpperCase();
}
function indexOfWords(step, tokens, ...words4) {
  let depth = 0;
  for (const [at2, token] of tokens.entries()) {
    const word = wordOf(step, token);
    if (word === ")") depth -= 1;
    if (depth === 0 && words4.every((one2, nth) => wordOf(step, tokens[at2 + nth]) === one2)) return at2;
    if (word === "(") depth += 1;
  }
  return -1;
}
function closingOf(step, tokens, open2) {
  let depth = 0;
  for (let at2 = open2; at2 < tokens.length; at2 += 1) {
    const word = wordOf(step, tokens[at2]);
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth === 0) return at2;
  }
  return tokens.length;
}
function textOf(step, tokens) {
  const { text: text2 } = step.source;
  return tokens.map((token, at2) => text2.slice(token.start, token.end) + gap(step, token.end, tokens[at2 + 1]?.start ?? token.end)).join("");
}
function gap(step, start, end) {
  const written2 = step.source.text.slice(start, end);
  if (written2.trim() === "") return written2;
  const blank3 = step.source.sql.slice(start, end);
  const lineBreak = Math.max(blank3.lastIndexOf("\n"), blank3.lastIndexOf("\r"));
  return lineBreak < 0 ? " " : `
${/^[ \t]*/.exec(written2.slice(lineBreak + 1))?.[0] ?? ""}`;
}

// src/rules/subcommand.ts
function subcommandAt(step, part) {
  return bodiesOf("AlterTableCmd", nodeIf(step, "AlterTableStmt")?.cmds)[part] ?? null;
}
function alteredTable(step) {
  return resolveRange(step.before, effective(step.session).searchPath, nodeIf(step, "AlterTableStmt")?.relation);
}
function addedConstraint(step, part) {
  const cmd = subcommandAt(step, part);
  return cmd?.subtype === "AT_AddConstraint" ? bodyOf("Constraint", cmd.def) : null;
}
function constraintName(step, table3, node, columns) {
  if (node.conname !== void 0) return node.conname;
  const before = step.before.relations.get(table3)?.constraints;
  const wanted = node.contype === "CONSTR_CHECK" ? columnsIn(node.raw_expr) : columns;
  for (const one2 of step.after.relations.get(table3)?.constraints.values() ?? []) {
    if (before?.has(one2.name) !== true && one2.kind === KINDS2[node.contype ?? ""] && one2.columns.join() === wanted.join())
      return one2.name;
  }
  return null;
}
var KINDS2 = {
  CONSTR_CHECK: "check",
  CONSTR_FOREIGN: "foreign-key",
  CONSTR_PRIMARY: "primary-key",
  CONSTR_UNIQUE: "unique",
  CONSTR_EXCLUSION: "exclusion"
};
function constraintColumns(node, column) {
  const listed5 = texts(node.contype === "CONSTR_FOREIGN" ? node.fk_attrs : node.keys);
  return listed5.length > 0 || column?.colname === void 0 ? listed5 : [column.colname];
}
function subcommandSpan(step, part) {
  const span = step.statement.parts[part] ?? step.statement.span;
  if (step.statement.parts.length > 1) return span;
  const tokens = tokensOf(step, span);
  const word = (at3) => wordOf(step, tokens[at3]);
  let at2 = tokens.findIndex((token, index) => token.kind === "quoted-name" || !BEFORE_NAME2.has(word(index)));
  while (word(at2 + 1) === ".") at2 += 2;
  if (word(at2 + 1) === "*") at2 += 1;
  return { start: tokens[at2 + 1]?.start ?? span.start, end: span.end };
}
var BEFORE_NAME2 = /* @__PURE__ */ new Set(["ALTER", "TABLE", "FOREIGN", "IF", "EXISTS", "ONLY"]);
function subcommandText(step, part) {
  return textOf(step, tokensOf(step, subcommandSpan(step, part)));
}

// src/rules/written-column.ts
function addedColumn(step, part) {
  const cmd = subcommandAt(step, part);
  return cmd?.subtype === "AT_AddColumn" ? bodyOf("ColumnDef", cmd.def) : null;
}
function writtenColumn(step, part) {
  const definition = addedColumn(step, part);
  if (definition?.colname === void 0) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const typeAt = nameAt(step, tokens) + 1;
  const starts = clauseStarts(step, tokens, typeAt);
  const headEnd = starts[0] ?? tokens.length;
  const clauses = starts.map((start, at2) => clauseOf(step, tokens.slice(start, starts[at2 + 1] ?? tokens.length)));
  const collation = clauses.filter(({ word }) => word === "COLLATE").map(({ text: text2 }) => text2);
  const kinds = bodiesOf("Constraint", definition.constraints).map(({ contype }) => contype);
  return {
    name: definition.colname,
    quoted: identifier(definition.colname),
    type: [textOf(step, tokens.slice(typeAt, headEnd)), ...collation].join(" "),
    head: textOf(step, tokens.slice(0, headEnd)),
    clauses: clauses.map(({ word, text: text2, bare: bare2 }) => ({ word, text: text2, bare: bare2 })),
    defaultText: clauses.find(({ word }) => word === "DEFAULT")?.behind ?? "",
    expression: kinds.includes("CONSTR_GENERATED") ? clauses.find(({ word }) => word === "GENERATED")?.group ?? "" : "",
    notNull: kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY")
  };
}
function columnWithout({ head, clauses }, ...words4) {
  return [head, ...clauses.filter(({ word }) => !words4.includes(word)).map(({ text: text2 }) => text2)].join(" ");
}
function clauseOf(step, tokens) {
  const bare2 = wordOf(step, tokens[0]) === "CONSTRAINT" ? tokens.slice(2) : tokens;
  const open2 = bare2.findIndex((token) => wordOf(step, token) === "(");
  return {
    word: wordOf(step, bare2[0]),
    text: textOf(step, tokens),
    bare: textOf(step, bare2),
    behind: textOf(step, bare2.slice(1)),
    group: open2 < 0 ? "" : textOf(step, bare2.slice(open2, closingOf(step, bare2, open2) + 1))
  };
}
function nameAt(step, tokens) {
  const at2 = wordOf(step, tokens[1]) === "COLUMN" ? 2 : 1;
  return ["IF", "NOT", "EXISTS"].every((word, nth) => wordOf(step, tokens[at2 + nth]) === word) ? at2 + 3 : at2;
}
var CLAUSE_WORDS = /* @__PURE__ */ new Set([
  "CONSTRAINT",
  "NOT",
  "NULL",
  "DEFAULT",
  "UNIQUE",
  "PRIMARY",
  "CHECK",
  "REFERENCES",
  "GENERATED",
  "COLLATE"
]);
function clauseStarts(step, tokens, first) {
  const starts = [];
  let depth = 0;
  tokens.forEach((token, at2) => {
    const word = wordOf(step, token);
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (at2 <= first || depth > 0 || !CLAUSE_WORDS.has(word)) return;
    if (!continuesClause(step, tokens, at2)) starts.push(at2);
  });
  return starts;
}
function continuesClause(step, tokens, at2) {
  const [before, word, after] = [-1, 0, 1].map((by) => wordOf(step, tokens[at2 + by]));
  if (before === "SET" || before === "BY" || wordOf(step, tokens[at2 - 2]) === "CONSTRAINT") return true;
  if (word === "NULL") return before === "DEFAULT" || before === "NOT";
  return word === "NOT" && after !== "NULL";
}

// src/rules/lock-queue-freeze/constraint-index-built-under-lock/rule.ts
var rule = statementRule({
  id: "constraint-index-built-under-lock",
  mode: "lock-queue-freeze",
  on: ["constraint-index"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches2 = onePerPart(existing(step.effects.scans)).filter((touch2) => touch2.because.id === "constraint-index");
    return touches2.map((touch2) => {
      const nullable = step.effects.scans.flatMap(
        ({ because: because2, part }) => because2.id === "primary-key-not-null" && part === touch2.part ? because2.columns : []
      );
      const constraint = constraintAt(step, touch2.part);
      const alsoModes = nullable.length > 0 ? ["not-null-without-backfill"] : [];
      return {
        severity: severityOf(touch2),
        at: at(step, touch2.part),
        alsoModes,
        step,
        touch: touch2,
        constraint,
        nullable: [...new Set(nullable)]
      };
    });
  },
  describe: ({ step, touch: touch2, constraint, nullable }) => ({
    title: `Building the index of a constraint blocks ${shortName(touch2.relation)}`,
    message: messageOf(step, touch2, constraint),
    fix: constraint === null ? "" : inSteps(step, touch2.part, constraint, nullable)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be read"))
});
function constraintAt(step, part) {
  const inline = bodiesOf("Constraint", addedColumn(step, part)?.constraints);
  return addedConstraint(step, part) ?? inline.find(({ contype }) => contype === "CONSTR_UNIQUE" || contype === "CONSTR_PRIMARY") ?? null;
}
function messageOf(step, touch2, constraint) {
  const message = blockedWhile(step, touch2, "is read whole");
  if (constraint?.contype !== "CONSTR_EXCLUSION") return message;
  return `${message} An exclusion constraint cannot adopt an index that was built before: add it to a new table and move the rows there, or do it while nobody uses this one.`;
}
function inSteps(step, part, constraint, nullable) {
  const table3 = alteredTable(step);
  const column = writtenColumn(step, part);
  const columns = constraintColumns(constraint, addedColumn(step, part));
  const name = constraintName(step, table3, constraint, columns);
  if (constraint.contype === "CONSTR_EXCLUSION" || name === null) return "";
  if (step.before.relations.get(table3)?.kind === "partitioned table") return onPartitions(step, table3);
  const unproved2 = column !== null && constraint.contype === "CONSTR_PRIMARY" ? columns : nullable;
  const proved = unproved2.length > 0 ? notNullSteps(table3, unproved2, step.version) : [];
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(name)} ON ${shortName(table3)} (${columns.map(identifier).join(", ")})${indexTail(constraint)};`;
  const kind = constraint.contype === "CONSTR_PRIMARY" ? "PRIMARY KEY" : "UNIQUE";
  const adopted = `ALTER TABLE ${shortName(table3)} ADD CONSTRAINT ${identifier(name)} ${kind} USING INDEX ${identifier(name)}${deferrable(constraint)};`;
  return inFiles(
    ...column === null ? [] : [columnFirst(table3, column)],
    ...proved,
    { about: "outside a transaction, with no lock_timeout or statement_timeout", lines: [index] },
    { about: "once the index is valid", lines: [BOUNDED_WAIT, adopted] }
  );
}
function columnFirst(table3, column) {
  return {
    about: "the column alone",
    lines: [
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(table3)} ${columnWithout(column, "UNIQUE", "PRIMARY", "NOT")};`,
      comment2("then fill it in batches")
    ]
  };
}
function indexTail(constraint) {
  const included = texts(constraint.including).map(identifier).join(", ");
  const include = included === "" ? "" : ` INCLUDE (${included})`;
  return constraint.nulls_not_distinct === true ? `${include} NULLS NOT DISTINCT` : include;
}
function deferrable(constraint) {
  if (constraint.initdeferred === true) return " DEFERRABLE INITIALLY DEFERRED";
  return constraint.deferrable === true ? " DEFERRABLE" : "";
}
function onPartitions(step, table3) {
  const partitions = step.before.relations.get(table3)?.children ?? [];
  return sql(
    comment2(
      `1. ALTER TABLE ONLY ${shortName(table3)} ADD CONSTRAINT …: nothing is built, the index stays invalid until every partition has its own`
    ),
    ...partitions.map(
      (partition) => comment2(
        `2. on ${shortName(partition)}: CREATE UNIQUE INDEX CONCURRENTLY …, ADD CONSTRAINT … USING INDEX …, ALTER INDEX … ATTACH PARTITION …`
      )
    )
  );
}

// src/rules/lock-queue-freeze/constraint-validated-under-lock/steps.ts
function inSteps2(step, touch2) {
  const domain = nodeIf(step, "AlterDomainStmt");
  if (domain !== null) return onTables(step, domain);
  const node = addedConstraint(step, touch2.part);
  const table3 = alteredTable(step);
  if (node !== null && isRefusedNotValid(step, node)) return onPartitions2(step, table3, touch2.part);
  if (node !== null) {
    const name = constraintName(step, table3, node, constraintColumns(node, null));
    return validatedLater(table3, [`${subcommandText(step, touch2.part)} NOT VALID`], name === null ? [] : [name]);
  }
  return addedColumn(step, touch2.part) === null ? enforced(step, table3, touch2.part) : afterColumn(step, table3, touch2.part);
}
function isRefusedNotValid(step, node) {
  const partitioned = step.before.relations.get(alteredTable(step))?.kind === "partitioned table";
  return partitioned && node.contype === "CONSTR_FOREIGN" && step.version < 18;
}
var NEW_ROWS = "new rows are checked from now on, old ones not yet";
var OLD_ROWS = "the old rows are checked while reads and writes go on";
function validatedLater(table3, added2, names, before = []) {
  const name = shortName(table3);
  return inFiles(
    {
      about: NEW_ROWS,
      lines: [BOUNDED_WAIT, ...[...before, ...added2].map((subcommand) => `ALTER TABLE ${name} ${subcommand};`)]
    },
    {
      about: OLD_ROWS,
      lines: names.map((constraint) => `ALTER TABLE ${name} VALIDATE CONSTRAINT ${identifier(constraint)};`)
    }
  );
}
function afterColumn(step, table3, part) {
  const column = addedColumn(step, part);
  const written2 = writtenColumn(step, part);
  if (written2 === null) return "";
  const constraints = bodiesOf("Constraint", column?.constraints).filter(
    ({ contype }) => contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN"
  );
  const clauses = written2.clauses.filter(({ word }) => word === "CHECK" || word === "REFERENCES");
  const named3 = constraints.map((node) => constraintName(step, table3, node, constraintColumns(node, column)) ?? "");
  const added2 = clauses.map((clause, index) => {
    const key = clause.word === "REFERENCES" ? `FOREIGN KEY (${written2.quoted}) ` : "";
    return `ADD CONSTRAINT ${identifier(named3[index] ?? "")} ${key}${clause.bare} NOT VALID`;
  });
  return validatedLater(table3, added2, named3, [columnWithout(written2, "CHECK", "REFERENCES")]);
}
function onPartitions2(step, table3, part) {
  const partitions = step.before.relations.get(table3)?.children ?? [];
  const added2 = subcommandText(step, part);
  return sql(
    comment2("file 1: partition by partition, since the parent takes no NOT VALID foreign key before PostgreSQL 18"),
    BOUNDED_WAIT,
    ...partitions.map((partition) => `ALTER TABLE ${shortName(partition)} ${added2} NOT VALID;`),
    comment2(
      "file 2: VALIDATE CONSTRAINT on each partition; last, the same key on the parent, which adopts them unread"
    )
  );
}
function enforced(step, table3, part) {
  const old = bodyOf("ATAlterConstraint", subcommandAt(step, part)?.def)?.conname ?? "";
  const known2 = step.before.relations.get(table3)?.constraints.get(old);
  if (known2?.kind !== "foreign-key") return "";
  const name = `${old}_enforced`;
  const key = `FOREIGN KEY (${known2.columns.map(identifier).join(", ")}) REFERENCES ${shortName(known2.references)} (${known2.referencedColumns.map(identifier).join(", ")})`;
  return sql(
    validatedLater(table3, [`ADD CONSTRAINT ${identifier(name)} ${key} NOT VALID`], [name]),
    `ALTER TABLE ${shortName(table3)} DROP CONSTRAINT ${identifier(old)};`
  );
}
function onTables(step, domain) {
  const expression2 = domain.subtype === "O" ? (column) => `${column} IS NOT NULL` : checkOf(step);
  const type = texts(domain.typeName).at(-1) ?? "";
  if (expression2 === null) return "";
  const checks = [...step.before.relations.values()].flatMap(
    (relation) => [...relation.columns.values()].filter((column) => column.type !== null && column.type.name.split(".").at(-1) === identifier(type)).map((column) => ({
      table: shortName(relation.name),
      name: derivedName(relation.name, column.name, "check"),
      condition: expression2(identifier(column.name))
    }))
  );
  return inFiles(
    {
      about: NEW_ROWS,
      lines: [
        BOUNDED_WAIT,
        ...checks.map(
          ({ table: table3, name, condition: condition2 }) => `ALTER TABLE ${table3} ADD CONSTRAINT ${name} CHECK (${condition2}) NOT VALID;`
        )
      ]
    },
    {
      about: OLD_ROWS,
      lines: checks.map(({ table: table3, name }) => `ALTER TABLE ${table3} VALIDATE CONSTRAINT ${name};`)
    }
  );
}
function checkOf(step) {
  const tokens = tokensOf(step);
  const open2 = indexOfWords(step, tokens, "CHECK", "(") + 1;
  if (open2 === 0) return null;
  const condition2 = tokens.slice(open2 + 1, closingOf(step, tokens, open2));
  const values = condition2.flatMap((token, at2) => wordOf(step, token) === "VALUE" ? [at2] : []);
  const pieces = [-1, ...values].map((at2, nth) => condition2.slice(at2 + 1, values[nth] ?? condition2.length));
  return (column) => pieces.map((piece) => textOf(step, piece)).join(` ${column} `).trim();
}

// src/rules/lock-queue-freeze/constraint-validated-under-lock/rule.ts
var REASONS = ["check-validation", "foreign-key-validation", "domain-constraint"];
var rule2 = statementRule({
  id: "constraint-validated-under-lock",
  mode: "lock-queue-freeze",
  on: ["check-validation", "foreign-key-validation", "domain-constraint"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches2 = step.effects.scans.filter(({ because: because2 }) => REASONS.includes(because2.id));
    const parts2 = [...new Set(touches2.map(({ part }) => part))];
    return parts2.flatMap((part) => {
      const [touch2] = existing(touches2.filter((one2) => one2.part === part));
      if (touch2 === void 0 || isOfNewTable(step, touch2)) return [];
      const alsoModes = touch2.because.id === "foreign-key-validation" ? ["migration-deadlock"] : [];
      return [{ severity: severityOf(touch2), at: at(step, part), alsoModes, step, touch: touch2 }];
    });
  },
  describe: ({ step, touch: touch2 }) => ({
    title: `A constraint is checked against every row of ${shortName(touch2.relation)} under a lock`,
    message: blockedWhile(step, touch2, "is read whole"),
    fix: inSteps2(step, touch2)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be read")),
  suggest: ({ step, touch: touch2 }) => {
    const node = addedConstraint(step, touch2.part);
    if (node === null || isRefusedNotValid(step, node)) return null;
    const { end } = subcommandSpan(step, touch2.part);
    return [{ span: { start: end, end }, text: " NOT VALID" }];
  }
});
function isOfNewTable(step, touch2) {
  if (touch2.because.id !== "foreign-key-validation" || nodeIf(step, "AlterTableStmt") === null) return false;
  return step.before.relations.get(alteredTable(step))?.set === step.set;
}

// src/rules/timeouts.ts
var LONGEST_EFFECTIVE = 5e3;
var SHORT_LOCK_WAIT = 6e4;
var SHORT_STATEMENT = 6e5;
function boundsLockWait(step) {
  const { lockTimeout, statementTimeout } = effective(step.session);
  return [lockTimeout, statementTimeout].some((timeout) => timeout > 0 && timeout <= LONGEST_EFFECTIVE);
}
function buildTimeouts(step) {
  const { lockTimeout, statementTimeout } = effective(step.session);
  const found2 = [];
  if (lockTimeout > 0) {
    found2.push({
      setting: "lock_timeout",
      words: durationWords(lockTimeout),
      value: lockTimeout,
      short: lockTimeout < SHORT_LOCK_WAIT
    });
  }
  if (statementTimeout > 0) {
    found2.push({
      setting: "statement_timeout",
      words: durationWords(statementTimeout),
      value: statementTimeout,
      short: statementTimeout < SHORT_STATEMENT
    });
  }
  return found2;
}
function liftedAround(step) {
  const timeouts = buildTimeouts(step);
  const isLast = step.migration.pieces.every(({ index }) => index <= step.statement.index);
  return {
    before: timeouts.map(({ setting }) => `SET ${setting} = 0;`),
    after: isLast ? [] : timeouts.map(({ setting, value }) => `SET ${setting} = '${inUnits(value)}';`)
  };
}
function inUnits(ms) {
  if (ms % 6e4 === 0) return `${ms / 6e4}min`;
  return ms % 1e3 === 0 ? `${ms / 1e3}s` : `${ms}ms`;
}

// src/rules/concurrently.ts
function mayLeaveTransaction(step) {
  const { transaction: transaction2, assumed, pieces } = step.section;
  const others = pieces.filter((piece) => piece.index !== step.statement.index);
  if (others.some((piece) => !piece.readable || piece.node.tag !== "VariableSetStmt")) return false;
  return transaction2 === "statement" ? step.session.transaction === null : assumed;
}
function onlineInPlace(step, edits) {
  if (edits === null) return null;
  const { start } = step.statement.span;
  const behind = behindStatement(step);
  const { before, after } = liftedAround(step);
  return [
    ...before.length === 0 ? [] : [{ span: { start, end: start }, text: before.map((line) => `${line}
`).join("") }],
    ...edits,
    ...after.length === 0 ? [] : [{ span: { start: behind, end: behind }, text: after.map((line) => `
${line}`).join("") }]
  ];
}
function behindStatement({ migration, statement }) {
  const { sql: sql2 } = migration;
  const [semicolon, next] = tokenize(sql2, statement.span.end, endOfLine(sql2, statement.span.end));
  if (semicolon === void 0 || sql2[semicolon.start] !== ";") return statement.span.end;
  return next?.kind === "line-comment" ? next.end : semicolon.end;
}

// src/frameworks/next-file.ts
function nextFile(path, others, description) {
  const segments = path.split("/");
  const at2 = segments.findLastIndex((segment) => VERSIONED.test(segment));
  const form = formOf(segments[at2] ?? "");
  if (at2 < 0 || form === null) return null;
  const versions = [path, ...others].flatMap((other) => {
    const beside4 = other.split("/");
    const same = beside4.length === segments.length && segments.slice(0, at2).every((name2, index) => beside4[index] === name2);
    return same ? formOf(beside4[at2] ?? "")?.version ?? [] : [];
  });
  const version = versions.reduce((newest, one2) => BigInt(one2) > BigInt(newest) ? one2 : newest, form.version);
  const words4 = description.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 60);
  const name = `${form.before}${following(version)}${form.separator}${words4}${form.ending}`;
  return [...segments.slice(0, at2), name, ...segments.slice(at2 + 1)].join("/");
}
var VERSIONED = /^([Vv]?)([0-9]{1,20})(\.do\.|__|[_-])/;
function formOf(segment) {
  const [, before, version, separator] = VERSIONED.exec(segment) ?? [];
  if (before === void 0 || version === void 0 || separator === void 0) return null;
  const [ending = ""] = /(?:(?:\.tx)?(?:[.-](?:up|down))?\.sql)?$/i.exec(segment) ?? [];
  return { before, version, separator, ending: ending.replace(/down(?=\.sql$)/i, "up") };
}
function following(version) {
  const [, year, month, day, hour, minute, second] = /^(20[0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(version) ?? [];
  if (second === void 0) return String(BigInt(version) + 1n).padStart(version.length, "0");
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second) + 1);
  return new Date(time).toISOString().replace(/\D/g, "").slice(0, 14);
}

// src/rules/own-migration.ts
function ownMigration(step, { migrations }, command2, name) {
  const { framework: framework28, setup } = step.migration.runner;
  const others = step.section.pieces.filter(({ index }) => index !== step.statement.index);
  const isAlone = others.every((piece) => piece.readable && piece.node.tag === "VariableSetStmt");
  const paths = migrations.map(({ path }) => path);
  const isDown2 = step.section.direction === "down";
  return {
    tool: framework28?.title ?? null,
    outside: framework28 === null || setup === null ? null : inDirection(framework28.outside(setup, command2), isDown2),
    file: isAlone || isDown2 || framework28 === null ? null : nextFile(step.migration.path, paths, name),
    isAlone
  };
}
function inDirection(outside, isDown2) {
  if (!isDown2) return outside;
  return { ...outside, above: outside.above.map((line) => line.replace(/\bup\b/, "down").replace(/\bUp\b/, "Down")) };
}
var OUTSIDE2 = "runs outside a transaction, with no lock_timeout or statement_timeout";
function inOwnMigration({ outside, file, isAlone }, statement) {
  if (outside === null) return sql(comment2(`in a migration of its own that ${OUTSIDE2}:`), statement);
  if (outside.place === "not in a migration") return sql(comment2(`${outside.note}:`), statement);
  const where = outside.place === "same file" ? "in this file" : file !== null ? `in a migration of its own, ${file}` : isAlone ? "in this file alone" : "in a migration of its own";
  return sql(comment2(`${where}, that ${OUTSIDE2}; ${outside.note}:`), ...outside.above, statement);
}

// src/rules/wording.ts
function keyword(step, ...words4) {
  const token = tokensOf(step).find((one2) => words4.includes(wordOf(step, one2)));
  return token === void 0 ? null : { span: token, text: step.source.text.slice(token.start, token.end) };
}
function insertAfter(step, word, ...keywords) {
  const found2 = keyword(step, ...keywords);
  if (found2 === null) return null;
  const cased = found2.text === found2.text.toLowerCase() ? word.toLowerCase() : word;
  return [{ span: found2.span, text: `${found2.text} ${cased}` }];
}
function without3(step, ...words4) {
  const tokens = tokensOf(step);
  const first = tokens.findIndex((_, at2) => words4.every((word, nth) => wordOf(step, tokens[at2 + nth]) === word));
  if (first < 0) return null;
  return tokens.slice(first, first + words4.length).map(({ start, end }) => {
    const spaces = /^[ \t]*/.exec(step.source.text.slice(end, step.statement.span.end))?.[0].length ?? 0;
    return { span: { start, end: end + spaces }, text: "" };
  });
}
function edited(step, edits) {
  const { start, end } = step.statement.span;
  let result = "";
  let at2 = start;
  for (const edit2 of edits) {
    result += step.source.text.slice(at2, edit2.span.start) + edit2.text;
    at2 = edit2.span.end;
  }
  return `${result}${step.source.text.slice(at2, end)};`;
}

// src/rules/lock-queue-freeze/create-index-not-concurrently/rule.ts
var rule3 = statementRule({
  id: "create-index-not-concurrently",
  mode: "lock-queue-freeze",
  on: ["IndexStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "IndexStmt");
    if (body === null || body.concurrent === true) return [];
    const [touch2, ...others] = existing(step.effects.scans);
    if (touch2 === void 0 || !step.effects.locks.some((lock2) => lock2.existing && makesOthersWait(step, lock2)))
      return [];
    const parent = step.effects.locks.find(
      (lock2) => step.before.relations.get(lock2.relation)?.kind === "partitioned table"
    );
    const partitions = parent === void 0 ? [] : [touch2, ...others].map(({ relation }) => relation);
    const own2 = ownMigration(step, changeset, "CREATE INDEX CONCURRENTLY", body.idxname ?? shortName(touch2.relation));
    return [{ severity: severityOf(touch2), at: at(step), step, touch: touch2, partitions, own: own2 }];
  },
  describe: ({ step, touch: touch2, partitions, own: own2 }) => ({
    title: `Building an index blocks writes to ${shortName(touch2.relation)}`,
    message: blockedWhile(step, touch2, "is read whole"),
    fix: partitions.length > 0 ? onPartitions3(step, partitions) : concurrently(step, own2)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be read")),
  suggest: ({ step, partitions }) => partitions.length === 0 && mayLeaveTransaction(step) ? onlineInPlace(step, insertAfter(step, "CONCURRENTLY", "INDEX")) : null
});
function concurrently(step, own2) {
  const edits = insertAfter(step, "CONCURRENTLY", "INDEX");
  return inOwnMigration(own2, edits === null ? asWritten(step) : edited(step, edits));
}
function onPartitions3(step, partitions) {
  return sql(
    "-- 1. on the parent alone: nothing is built, the index stays invalid until every partition has its own",
    onParentOnly(step),
    ...partitions.map(
      (partition) => comment2(
        `2. on ${shortName(partition)}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX … ATTACH PARTITION …`
      )
    )
  );
}
function onParentOnly(step) {
  const tokens = tokensOf(step);
  const at2 = indexOfWords(step, tokens, "ON");
  const on = tokens[at2];
  if (on === void 0 || wordOf(step, tokens[at2 + 1]) === "ONLY") return asWritten(step);
  return edited(step, [{ span: { start: on.end, end: on.end }, text: " ONLY" }]);
}

// src/rules/lock-queue-freeze/drop-index-not-concurrently/rule.ts
var rule4 = statementRule({
  id: "drop-index-not-concurrently",
  mode: "lock-queue-freeze",
  on: ["DropStmt"],
  detect: (step) => {
    const body = nodeIf(step, "DropStmt");
    if (body?.removeType !== "OBJECT_INDEX" || body.concurrent === true || step.effects.fails !== null) return [];
    const objects = body.objects ?? [];
    const alone4 = objects.length === 1 && body.behavior !== "DROP_CASCADE";
    const { searchPath } = effective(step.session);
    const indexes = objects.map((object) => resolveParts(step.before, searchPath, nameParts(object))).filter((name) => isBusy(step, name));
    const [index] = indexes;
    if (index === void 0) return [];
    const on = step.before.indexes.get(index)?.table ?? null;
    return [{ severity: "caution", at: at(step), step, index, indexes, on, alone: alone4 }];
  },
  describe: ({ step, index, indexes, on, alone: alone4 }) => ({
    title: `Dropping the index ${shortName(index)} blocks ${on === null ? "its table" : shortName(on)}`,
    message: on === null ? `${code(step.statement.kind)} locks the table of ${table2(index)} as strongly as the index itself: it ${lockClause(step, index)}. It waits for every query on that table, and later ones wait behind it.` : `${code(step.statement.kind)} ${lockClause(step, on)}. The drop is quick, but it waits for every query on the table, and later ones wait behind it.`,
    fix: sql(
      "-- in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:",
      ...online(step, indexes, alone4)
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `No query needs the index ${table2(match.index)} any more, on replicas neither`,
      `SELECT idx_scan FROM pg_stat_all_indexes WHERE indexrelid = to_regclass(${literal2(match.index)});`
    ),
    ...match.on === null ? [] : [isCalm(match.on, "its readers and writers")]
  ),
  suggest: ({ step, alone: alone4 }) => alone4 && mayLeaveTransaction(step) ? onlineInPlace(step, insertAfter(step, "CONCURRENTLY", "INDEX")) : null
});
function isBusy(step, index) {
  const known2 = step.before.indexes.get(index);
  if (known2 === void 0) return true;
  const relation = step.before.relations.get(known2.table);
  return known2.set !== step.set && relation?.set !== step.set && relation?.kind !== "partitioned table";
}
function online(step, indexes, alone4) {
  const edits = alone4 ? insertAfter(step, "CONCURRENTLY", "INDEX") : null;
  return edits === null ? indexes.map((index) => `DROP INDEX CONCURRENTLY ${shortName(index)};`) : [edited(step, edits)];
}

// src/rules/lock-queue-freeze/effects-not-modelled/rule.ts
var rule5 = statementRule({
  id: "effects-not-modelled",
  mode: "lock-queue-freeze",
  on: ["not-modelled"],
  detect: (step) => {
    const what = step.effects.notModelled;
    return what === null ? [] : [{ severity: "caution", at: at(step), step, what }];
  },
  describe: ({ step, what }) => ({
    title: `What ${step.statement.kind} does is not known`,
    message: `${code(step.statement.kind)} reaches ${what.replaceAll("`", "'")}. That cannot be told from the migration, so read it as if it took ACCESS EXCLUSIVE on every table it touches, which blocks reads and writes until it ends.`,
    fix: ""
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `Somebody has read what ${match.what.replaceAll("`", "'")} does: it locks, rewrites and empties no busy table`
    )
  )
});

// src/rules/lock-queue-freeze/every-partition-locked/rule.ts
var rule6 = statementRule({
  id: "every-partition-locked",
  mode: "lock-queue-freeze",
  on: ["AlterTableStmt"],
  detect: (step) => {
    const { effects } = step;
    const work = [...effects.scans, ...effects.rewrites, ...effects.rebuildsIndexes];
    if (effects.fails !== null || existing(work).length > 0) return [];
    const parent = alteredTable(step);
    if (step.statement.parts.some((_span, part) => LINKS.has(subcommandAt(step, part)?.subtype ?? ""))) return [];
    if (step.before.relations.get(parent)?.kind !== "partitioned table") return [];
    const below = new Set(family(step.before, parent).filter((name) => name !== parent));
    const count2 = blockedRelations(effects).filter((name) => below.has(name)).length;
    return count2 < 2 ? [] : [{ severity: "note", at: at(step), alsoModes: ["migration-deadlock"], step, parent, count: count2 }];
  },
  describe: ({ step, parent, count: count2 }) => ({
    title: `One statement locks ${shortName(parent)} and its ${count2} partitions together`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)}, and the same on each of its ${count2} partitions, one after the other, all held until the transaction ends. The longest query on any of them keeps all of them waiting, and each takes a place in the lock table (${code("max_locks_per_transaction")}).`,
    fix: ""
  })
});
var LINKS = /* @__PURE__ */ new Set(["AT_AttachPartition", "AT_DetachPartition", "AT_DetachPartitionFinalize"]);

// src/rules/lock-queue-freeze/foreign-key-dropped-under-lock/rule.ts
var rule7 = statementRule({
  id: "foreign-key-dropped-under-lock",
  mode: "lock-queue-freeze",
  on: ["AT_DropConstraint"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const relation = alteredTable(step);
    const constraints = step.before.relations.get(relation)?.constraints;
    return step.statement.parts.flatMap((_span, part) => {
      const cmd = subcommandAt(step, part);
      const key = cmd?.subtype === "AT_DropConstraint" ? constraints?.get(cmd.name ?? "") : void 0;
      if (key?.kind !== "foreign-key" || key.references === relation) return [];
      const { references } = key;
      const busy = step.effects.locks.some((lock2) => lock2.relation === references && lock2.existing);
      if (!busy) return [];
      const alsoModes = ["migration-deadlock"];
      return [{ severity: "caution", at: at(step, part), alsoModes, step, relation, referenced: references }];
    });
  },
  describe: ({ step, relation, referenced: referenced2 }) => ({
    title: `Dropping a foreign key of ${shortName(relation)} blocks ${shortName(referenced2)} as well`,
    message: `A foreign key has triggers on both tables, so ${code(step.statement.kind)} ${lockClause(step, referenced2)} as on ${table2(relation)}. It waits for the queries of both, and while it waits for the second it holds the first.`,
    fix: sql("-- alone in its transaction, at a quiet time:", BOUNDED_WAIT, asWritten(step))
  }),
  boxes: (match) => whenAsked(
    match,
    ...[match.relation, match.referenced].filter((relation) => isOthers(match.step, relation)).map((relation) => isCalm(relation, "its readers and writers"))
  )
});

// src/rules/lock-queue-freeze/foreign-key-locks-referenced-table/rule.ts
var rule8 = statementRule({
  id: "foreign-key-locks-referenced-table",
  mode: "lock-queue-freeze",
  on: ["CreateStmt", "CreateSchemaStmt", "AT_AddColumn", "AT_AddConstraint"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const created4 = nodeIf(step, "CreateStmt") !== null || nodeIf(step, "CreateSchemaStmt") !== null;
    return created4 ? ofNewTable(step) : keysOf2(step);
  },
  describe: ({ step, referenced: referenced2, others, column }) => ({
    title: `A foreign key to ${[referenced2, ...others].map(shortName).join(" and ")} makes writes there wait`,
    message: `${code(step.statement.kind)} ${lockClause(step, referenced2)}, until the transaction ends: a foreign key puts triggers on the table that it references. Its wait for that lock also holds up what comes later.${severalWords(others)}`,
    fix: column === null ? sql("-- alone in its transaction:", BOUNDED_WAIT, asWritten(step)) : keyLater(step, column)
  }),
  boxes: (match) => whenAsked(match, isCalm(match.referenced, "those who write it"))
});
function ofNewTable(step) {
  const locks = step.effects.locks.filter((one2) => one2.existing && one2.mode === "SHARE ROW EXCLUSIVE");
  const [first, ...others] = locks.map(({ relation }) => relation);
  return first === void 0 ? [] : [{ ...common(step, first, false), others, at: at(step) }];
}
function severalWords(others) {
  if (others.length === 0) return "";
  return ` It locks ${tables(others)} in the same way, one after the other: a transaction of the application that writes them in another order and this one may deadlock.`;
}
function keysOf2(step) {
  const table3 = alteredTable(step);
  const isNew4 = step.before.relations.get(table3)?.set === step.set;
  const cmds = nodeIf(step, "AlterTableStmt")?.cmds ?? [];
  return cmds.flatMap((_cmd, part) => {
    const key = [addedConstraint(step, part), ...bodiesOf("Constraint", addedColumn(step, part)?.constraints)].find(
      (one2) => one2?.contype === "CONSTR_FOREIGN"
    );
    if (!key || !isNew4 && subcommandAt(step, part)?.subtype !== "AT_AddColumn") return [];
    const referenced2 = resolveRange(step.before, effective(step.session).searchPath, key.pktable);
    const validated2 = step.effects.scans.some(
      (touch2) => touch2.part === part && touch2.because.id === "foreign-key-validation"
    );
    const busy = step.effects.locks.some((lock2) => lock2.relation === referenced2 && lock2.existing);
    if (!busy || referenced2 === table3 || validated2 && !isNew4) return [];
    return [{ ...common(step, referenced2, !isNew4), at: at(step, part), column: isNew4 ? null : part }];
  });
}
function common(step, referenced2, always) {
  const severity = always || !boundsLockWait(step) ? "caution" : "note";
  return { severity, alsoModes: ["migration-deadlock"], step, referenced: referenced2, others: [], column: null };
}
function keyLater(step, part) {
  const name = shortName(alteredTable(step));
  const column = writtenColumn(step, part);
  const key = bodiesOf("Constraint", addedColumn(step, part)?.constraints).find(
    ({ contype }) => contype === "CONSTR_FOREIGN"
  );
  if (column === null || key === void 0) return "";
  const constraint = identifier(constraintName(step, alteredTable(step), key, [column.name]) ?? `${column.name}_fkey`);
  const references = column.clauses.find(({ word }) => word === "REFERENCES")?.bare ?? "";
  const added2 = `ADD CONSTRAINT ${constraint} FOREIGN KEY (${column.quoted}) ${references} NOT VALID`;
  return inFiles(
    {
      about: "the column alone",
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ${columnWithout(column, "REFERENCES")};`]
    },
    { about: "the key alone in its transaction", lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ${added2};`] },
    {
      about: "the old rows are looked up while reads and writes go on",
      lines: [`ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`]
    }
  );
}

// src/rules/lock-queue-freeze/lock-without-timeout/ineffective.ts
function ineffectiveBefore(step, steps) {
  const tries = steps.filter((one2) => one2.section === step.section && isTry(one2));
  const last = tries.findLast((one2) => one2.index < step.index);
  if (last !== void 0) return { step: last, why: whyNot(last, step) };
  const late = tries.find((one2) => one2.index > step.index && settingName(one2) === "lock_timeout");
  return late === void 0 ? null : { step: late, why: "late" };
}
function ineffectiveWords({ step, why }) {
  const written2 = code(step.sql.trim().replace(/\s+/g, " "));
  const { lockTimeout } = effective(step.session);
  switch (why) {
    case "custom":
      return `${written2} makes a setting of its own; the one that Postgres reads is ${code("lock_timeout")}.`;
    case "off":
      return `${written2} means no timeout at all.`;
    case "long":
      return "";
    case "local":
      return `${written2} stands outside a transaction, where Postgres only warns and changes nothing.`;
    case "reset":
      return `${written2} comes before it${lockTimeout > 0 ? ` and takes the timeout of ${durationWords(lockTimeout)} back` : ""}.`;
    case "reverted":
      return `${written2} was taken back by the ROLLBACK of its transaction.`;
    case "ended":
      return `${written2} ended with its transaction.`;
    case "late":
      return `${written2} comes after it.`;
  }
}
function settingName(step) {
  return nodeIf(step, "VariableSetStmt")?.name ?? "";
}
function isTry(step) {
  return settingName(step).split(".").at(-1) === "lock_timeout";
}
function whyNot(tried, step) {
  const body = nodeIf(tried, "VariableSetStmt");
  if (body?.name !== "lock_timeout") return "custom";
  if (body.kind !== "VAR_SET_VALUE") return "reset";
  if (body.is_local === true && tried.session.transaction === null) return "local";
  const { lockTimeout } = effective(step.session);
  if (lockTimeout > 0) return "long";
  const ended = tried.session.transaction !== null && transactionNumber(tried.session) !== transactionNumber(step.session);
  if (!ended) return "off";
  return body.is_local === true ? "ended" : "reverted";
}

// src/rules/lock-queue-freeze/lock-without-timeout/rule.ts
var rule9 = changesetRule({
  id: "lock-without-timeout",
  mode: "lock-queue-freeze",
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstUnbounded),
  describe: ({ step, relation, timeout, tried }) => ({
    title: `The wait for a lock on ${shortName(relation)} has no bound`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)}. While it waits for its turn behind a long query, everything that comes later waits behind it, and ${timeout > 0 ? `a timeout of ${durationWords(timeout)} is too long to prevent an outage` : "no `lock_timeout` is in effect to end the wait"}. ${tried === null ? "" : ineffectiveWords(tried)}`.trim(),
    fix: sql("SET lock_timeout = '2s';", "-- and let the deploy retry the migration when it gives up")
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      "The tool or the role that runs the migration sets a `lock_timeout` of a few seconds, and the deploy tries again",
      "SHOW lock_timeout;"
    )
  )
});
function firstUnbounded(steps) {
  for (const step of steps) {
    if (step.effects.fails !== null || boundsLockWait(step) || concurrentCommand(step.statement.node) !== null)
      continue;
    const lock2 = step.effects.locks.find((one2) => one2.existing && makesOthersWait(step, one2));
    if (lock2 === void 0) continue;
    const timeout = effective(step.session).lockTimeout;
    const tried = ineffectiveBefore(step, steps);
    const related = tried === null ? [] : [tried.step];
    return [{ severity: "caution", at: at(step), related, step, relation: lock2.relation, timeout, tried }];
  }
  return [];
}

// src/rules/lock-queue-freeze/materialized-view-refreshed-under-lock/rule.ts
var rule10 = statementRule({
  id: "materialized-view-refreshed-under-lock",
  mode: "lock-queue-freeze",
  on: ["RefreshMatViewStmt"],
  detect: (step) => {
    const body = nodeIf(step, "RefreshMatViewStmt");
    if (body === null || body.concurrent === true || body.skipData === true || step.effects.fails !== null) return [];
    const lock2 = step.effects.locks.find((one2) => one2.existing && one2.mode === "ACCESS EXCLUSIVE");
    if (lock2 === void 0) return [];
    const indexes = step.before.relations.get(lock2.relation)?.indexes ?? [];
    const hasKey = indexes.some((name) => {
      const index = step.before.indexes.get(name);
      return index?.unique === true && !index.computed;
    });
    return [{ severity: "caution", at: at(step), step, view: lock2.relation, hasKey }];
  },
  describe: ({ step, view, hasKey }) => ({
    title: `Refreshing ${shortName(view)} blocks everyone who reads it`,
    message: `${code(step.statement.kind)} ${lockClause(step, view)}, for as long as its query runs.${hasKey ? "" : ` CONCURRENTLY lets reads go on, but needs a unique index on columns of ${table2(view)}.`}`,
    fix: hasKey ? concurrently2(step) : sql(
      comment2("first, outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY on columns that tell its rows apart"),
      comment2(`then: REFRESH MATERIALIZED VIEW CONCURRENTLY ${shortName(view)};`)
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `Whoever reads ${table2(match.view)} can wait for as long as its query takes; the last run is known`
    )
  ),
  suggest: ({ step, hasKey }) => hasKey ? insertAfter(step, "CONCURRENTLY", "VIEW") : null
});
function concurrently2(step) {
  const edits = insertAfter(step, "CONCURRENTLY", "VIEW");
  return edits === null ? "" : edited(step, edits);
}

// src/rules/lock-queue-freeze/named-trigger-disabled/rule.ts
var rule11 = statementRule({
  id: "named-trigger-disabled",
  mode: "lock-queue-freeze",
  on: ["AT_DisableTrig", "AT_DisableTrigUser"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return step.statement.parts.flatMap((_span, part) => {
      const cmd = subcommandAt(step, part);
      if (cmd?.subtype !== "AT_DisableTrig" && cmd?.subtype !== "AT_DisableTrigUser") return [];
      const relation = alteredTable(step);
      if (step.before.relations.get(relation)?.set === step.set) return [];
      return [
        {
          severity: "caution",
          at: at(step, part),
          alsoModes: ["destructive-rollback"],
          step,
          relation,
          trigger: cmd.name ?? null
        }
      ];
    });
  },
  describe: ({ step, relation, trigger }) => ({
    title: `What the triggers of ${shortName(relation)} do is left out while they are off`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends, and turns ${trigger === null ? "all triggers that users made" : code(identifier(trigger))} off for every session: what they would have written or checked meanwhile is missing for good.`,
    fix: ""
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "after",
      `The triggers of ${table2(match.relation)} are on again, and what they left out has been made up for`,
      `SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = to_regclass(${literal2(match.relation)}) AND tgenabled = 'D';`
    )
  )
});

// src/rules/lock-queue-freeze/partition-bound.ts
function writtenBound(step) {
  const tokens = tokensOf(step);
  const start = indexOfWords(step, tokens, "FOR", "VALUES");
  if (start >= 0) return boundOf2(step, tokens, start);
  const fallback = indexOfWords(step, tokens, "DEFAULT");
  return fallback < 0 ? null : { text: "DEFAULT", values: [], rest: textOf(step, tokens.slice(fallback + 1)) };
}
function boundOf2(step, tokens, start) {
  const values = [];
  let at2 = start + 2;
  for (const word of wordOf(step, tokens[at2]) === "FROM" ? ["FROM", "TO"] : [wordOf(step, tokens[at2])]) {
    if (wordOf(step, tokens[at2]) !== word) break;
    const close = closingOf(step, tokens, at2 + 1);
    values.push(textOf(step, tokens.slice(at2 + 2, close)));
    at2 = close + 1;
  }
  return { text: textOf(step, tokens.slice(start, at2)), values, rest: textOf(step, tokens.slice(at2)) };
}

// src/rules/lock-queue-freeze/partition-attached-with-scan/rule.ts
var rule12 = statementRule({
  id: "partition-attached-with-scan",
  mode: "lock-queue-freeze",
  on: ["partition-bound", "default-partition"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans)).filter(({ because: because2 }) => because2.id === "partition-bound" || because2.id === "default-partition").map((touch2) => ({ severity: severityOf(touch2), at: at(step, touch2.part), step, touch: touch2 }));
  },
  describe: ({ step, touch: touch2 }) => ({
    title: `A new partition makes Postgres read ${shortName(touch2.relation)} whole`,
    message: blockedWhile(step, touch2, "is read whole"),
    fix: provenBefore(step, touch2)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be read"))
});
function provenBefore(step, touch2) {
  const range = boundRange(step, touch2.part);
  if (range === null) return "";
  const name = shortName(touch2.relation);
  const check = derivedName(touch2.relation, "bound");
  const fits = `${range.key} IS NOT NULL AND ${range.inside}`;
  const condition2 = touch2.because.id === "default-partition" ? `${range.key} IS NOT NULL AND NOT (${range.inside})` : fits;
  return inFiles(
    {
      about: "new rows are checked from now on, old ones not yet",
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ADD CONSTRAINT ${check} CHECK (${condition2}) NOT VALID;`]
    },
    {
      about: "the old rows are checked while reads and writes go on",
      lines: [`ALTER TABLE ${name} VALIDATE CONSTRAINT ${check};`]
    },
    {
      about: "the validated CHECK proves the bound, so nothing is read",
      lines: [BOUNDED_WAIT, asWritten(step), `ALTER TABLE ${name} DROP CONSTRAINT ${check};`]
    }
  );
}
function boundRange(step, part) {
  const parent = parentOf(step, part);
  const bound = bodyOf("PartitionCmd", subcommandAt(step, part)?.def)?.bound ?? nodeIf(step, "CreateStmt")?.partbound;
  const keys = (parent === null ? void 0 : step.before.relations.get(parent))?.partitionKey ?? [];
  const [key] = keys;
  if (key === void 0 || keys.length !== 1 || bound === void 0) return null;
  const inside2 = condition(step, bound, identifier(key));
  return inside2 === null ? null : { key: identifier(key), inside: inside2 };
}
function condition(step, bound, key) {
  const [low = "", high = ""] = writtenBound(step)?.values ?? [];
  if (bound.strategy === "l") return (bound.listdatums ?? []).some(isNullConstant) ? null : `${key} IN (${low})`;
  if (bound.strategy !== "r" || low === "" || high === "") return null;
  const sides = [/^MINVALUE$/i.test(low) ? "" : `${key} >= ${low}`, /^MAXVALUE$/i.test(high) ? "" : `${key} < ${high}`];
  return sides.filter((side) => side !== "").join(" AND ") || null;
}
function parentOf(step, part) {
  if (subcommandAt(step, part) !== null) return alteredTable(step);
  const [parent] = bodiesOf("RangeVar", nodeIf(step, "CreateStmt")?.inhRelations);
  return parent === void 0 ? null : resolveRange(step.before, effective(step.session).searchPath, parent);
}

// src/rules/lock-queue-freeze/partition-created-on-busy-parent/rule.ts
var rule13 = statementRule({
  id: "partition-created-on-busy-parent",
  mode: "lock-queue-freeze",
  on: ["CreateStmt", "DropStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...created(step), ...dropped(step)].filter(({ parent }) => isBusy2(step, parent)).slice(0, 1);
  },
  describe: ({ step, parent, partition, dropped: isDropped }) => ({
    title: `${isDropped ? "Dropping" : "Creating"} a partition blocks all of ${shortName(parent)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)} on every partition that is reached through it, and waits for every query on it first.`,
    fix: isDropped ? detachedFirst(step, parent, partition) : attachedLater(step, parent, partition)
  }),
  boxes: (match) => whenAsked(match, isCalm(match.parent, "all its readers and writers"))
});
function created(step) {
  const body = nodeIf(step, "CreateStmt");
  const [range] = bodiesOf("RangeVar", body?.inhRelations);
  if (!body || body.partbound === void 0 || range === void 0) return [];
  const path = effective(step.session).searchPath;
  const parts2 = [body.relation?.schemaname ?? "", body.relation?.relname ?? ""].filter((part) => part !== "");
  const common2 = { severity: "caution", at: at(step), step, dropped: false };
  return [
    { ...common2, parent: resolveRange(step.before, path, range), partition: resolveParts(step.before, path, parts2) }
  ];
}
function dropped(step) {
  const body = nodeIf(step, "DropStmt");
  if (body?.removeType !== "OBJECT_TABLE") return [];
  return (body.objects ?? []).flatMap((object) => {
    const partition = resolveParts(step.before, effective(step.session).searchPath, nameParts(object));
    const parent = step.before.relations.get(partition)?.partitionOf;
    if (!parent || step.before.relations.get(parent)?.kind !== "partitioned table") return [];
    return [{ severity: "caution", at: at(step), step, parent, partition, dropped: true }];
  });
}
function isBusy2(step, parent) {
  const mode = lockOn(step.effects, parent);
  return mode !== null && blocksReads(mode) && step.before.relations.get(parent)?.set !== step.set;
}
function detachedFirst(step, parent, partition) {
  if (step.version < 14) return "";
  return sql(
    "-- in a migration of its own that runs outside a transaction:",
    `ALTER TABLE ${shortName(parent)} DETACH PARTITION ${shortName(partition)} CONCURRENTLY;`,
    comment2(`in a later release, after a backup: DROP TABLE ${shortName(partition)}`)
  );
}
function attachedLater(step, parent, partition) {
  const bound = writtenBound(step);
  if (step.version < 12 || bound === null || nodeIf(step, "CreateStmt")?.tableElts !== void 0) return "";
  const rest = bound.rest === "" ? "" : ` ${bound.rest}`;
  return sql(
    BOUNDED_WAIT,
    `CREATE TABLE ${shortName(partition)} (LIKE ${shortName(parent)} INCLUDING ALL)${rest};`,
    `ALTER TABLE ${shortName(parent)} ATTACH PARTITION ${shortName(partition)} ${bound.text};`
  );
}

// src/rules/lock-queue-freeze/partition-detached-not-concurrently/rule.ts
var rule14 = statementRule({
  id: "partition-detached-not-concurrently",
  mode: "lock-queue-freeze",
  on: ["AT_DetachPartition"],
  detect: (step) => {
    const cmd = subcommandAt(step, 0);
    const command2 = bodyOf("PartitionCmd", cmd?.def);
    if (cmd?.subtype !== "AT_DetachPartition" || command2 === null || command2.concurrent === true || step.effects.fails !== null)
      return [];
    const parent = alteredTable(step);
    const relation = step.before.relations.get(parent);
    if (relation?.set === step.set) return [];
    const partition = resolveRange(step.before, effective(step.session).searchPath, command2.name);
    const fallback = (relation?.children ?? []).find(
      (child) => step.before.relations.get(child)?.isDefaultPartition === true
    );
    const noOnlineForm = whyNot2(step.version, fallback);
    return [
      { severity: noOnlineForm === null ? "unsafe" : "caution", at: at(step), step, parent, partition, noOnlineForm }
    ];
  },
  describe: ({ step, parent, partition, noOnlineForm }) => ({
    title: `Detaching a partition blocks all of ${shortName(parent)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)}, and waits for every query on it first.${noOnlineForm === null ? "" : ` ${noOnlineForm}`}`,
    fix: noOnlineForm === null ? sql(
      "-- in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:",
      `ALTER TABLE ${shortName(parent)} DETACH PARTITION ${shortName(partition)} CONCURRENTLY;`
    ) : ""
  }),
  boxes: (match) => whenAsked(match, isCalm(match.parent, "all its readers and writers")),
  suggest: ({ step, noOnlineForm }) => {
    const { end } = step.statement.span;
    return noOnlineForm === null && mayLeaveTransaction(step) ? onlineInPlace(step, [{ span: { start: end, end }, text: " CONCURRENTLY" }]) : null;
  }
});
function whyNot2(version, fallback) {
  if (version < 14)
    return "There is no online form before PostgreSQL 14: do it at a quiet moment, with a short `lock_timeout` and retries.";
  if (fallback === void 0) return null;
  return `CONCURRENTLY is refused while the default partition ${code(shortName(fallback))} exists: do it at a quiet moment, with a short \`lock_timeout\` and retries.`;
}

// src/rules/lock-queue-freeze/primary-key-on-nullable-column/rule.ts
var rule15 = statementRule({
  id: "primary-key-on-nullable-column",
  mode: "lock-queue-freeze",
  on: ["primary-key-not-null"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans)).flatMap((touch2) => {
      if (touch2.because.id !== "primary-key-not-null" || addedConstraint(step, touch2.part)?.indexname === void 0)
        return [];
      const { columns } = touch2.because;
      return [
        {
          severity: severityOf(touch2),
          at: at(step, touch2.part),
          alsoModes: ["not-null-without-backfill"],
          step,
          touch: touch2,
          columns
        }
      ];
    });
  },
  describe: ({ step, touch: touch2, columns }) => ({
    title: `A primary key on a column that allows NULL reads ${shortName(touch2.relation)} whole`,
    message: messageOf2(step, touch2, columns),
    fix: columns.length === 0 || step.version < 12 ? "" : inFiles(...notNullSteps(alteredTable(step), columns, step.version), {
      about: "the key finds its columns NOT NULL",
      lines: [BOUNDED_WAIT, asWritten(step)]
    })
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `The columns of the new key of ${table2(match.touch.relation)} are NOT NULL already`,
      `SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = to_regclass(${literal2(match.touch.relation)}) AND attnum > 0;`
    )
  )
});
function messageOf2(step, touch2, columns) {
  const ready2 = "The index is there already, but the columns of a primary key are also made NOT NULL.";
  if (touch2.certainty === "certain")
    return `${ready2} ${blockedWhile(step, touch2, "is read whole")} One NULL makes it fail.`;
  const unknown = columns.length === 0 ? "its columns are not known" : "nobody has shown us whether its columns allow NULL";
  return `${ready2} ${code(step.statement.kind)} ${lockClause(step, touch2.relation)}, while the table may be read whole: ${unknown}. Give \`schema\` to settle it.`;
}

// src/rules/lock-queue-freeze/query-rewrite-rule/rule.ts
var rule16 = statementRule({
  id: "query-rewrite-rule",
  mode: "lock-queue-freeze",
  on: ["RuleStmt"],
  detect: (step) => {
    const body = nodeIf(step, "RuleStmt");
    if (body === null || step.effects.fails !== null) return [];
    const relation = rangeAt(step, body.relation);
    if (!isOthers(step, relation) || step.before.relations.get(relation)?.kind === "view") return [];
    const alsoModes = ["rename-in-rolling-deploy"];
    const event = body.event?.replace("CMD_", "") ?? "";
    return [{ severity: "caution", at: at(step), alsoModes, step, relation, name: body.rulename ?? "", event }];
  },
  describe: ({ step, relation, name }) => ({
    title: `The rule ${identifier(name)} changes what statements on ${shortName(relation)} do`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends. From then on Postgres rewrites every matching statement on ${table2(relation)} before it runs, that of old code as well: the count of rows and RETURNING may differ, and an expression such as nextval() may be evaluated twice. COPY passes a rule by. A trigger does none of this.`,
    fix: ""
  }),
  boxes: (match) => whenAsked(match, worksWithRule(match))
});
function worksWithRule({ relation, name, event }) {
  return fitsCode(
    `Code that runs ${event} on ${table2(relation)} works with what the rule ${code(identifier(name))} makes of it, row counts and RETURNING included`,
    statementsNaming(splitName(relation).name, event)
  );
}

// src/rules/lock-queue-freeze/reindex-not-concurrently/rule.ts
var rule17 = statementRule({
  id: "reindex-not-concurrently",
  mode: "lock-queue-freeze",
  on: ["ReindexStmt"],
  detect: (step) => {
    const body = nodeIf(step, "ReindexStmt");
    if (body === null || step.effects.fails !== null || concurrentCommand(step.statement.node) !== null) return [];
    const wide = body.kind !== "REINDEX_OBJECT_TABLE" && body.kind !== "REINDEX_OBJECT_INDEX";
    const busy = step.effects.locks.filter((lock2) => lock2.existing && blocksWrites(lock2.mode));
    if (busy.length === 0 && !wide || isPassedOver(step)) return [];
    const read2 = step.effects.scans.find((touch2) => touch2.existing)?.relation;
    return [{ severity: "unsafe", at: at(step), step, relation: read2 ?? busy[0]?.relation ?? null, wide }];
  },
  describe: ({ step, relation, wide }) => ({
    title: wide ? "Rebuilding many indexes at once blocks table after table" : `Rebuilding indexes blocks ${shortName(relation ?? "")}`,
    message: messageOf3(step, relation, wide),
    fix: wide ? "-- one index at a time, outside a transaction: REINDEX INDEX CONCURRENTLY name" : concurrently3(step)
  }),
  suggest: ({ step, wide }) => !wide && step.version >= 12 && mayLeaveTransaction(step) ? onlineInPlace(step, inPlace(step)) : null
});
function isPassedOver({ version, before, effects }) {
  const [lock2] = effects.locks;
  const table3 = before.indexes.get(lock2?.relation ?? "")?.table ?? lock2?.relation ?? "";
  return version < 14 && before.relations.get(table3)?.kind === "partitioned table" && effects.scans.length === 0;
}
function messageOf3(step, relation, wide) {
  const what = code(step.statement.kind);
  if (relation === null) {
    return `${what} rebuilds the indexes of every table that it reaches, one after the other, and what uses a table waits until its indexes are built.`;
  }
  if (wide)
    return `${what} rebuilds the indexes of every table that it reaches, one after the other: it ${lockClause(step, relation)}, until its indexes are built.`;
  return `${what} ${lockClause(step, relation)}, while the indexes are built anew. The planner opens every index of a table, so a query that is planned meanwhile may wait for the index that is being built.`;
}
function inPlace(step) {
  if (bodiesOf("DefElem", nodeIf(step, "ReindexStmt")?.params).some(({ defname }) => defname === "concurrently"))
    return null;
  return insertAfter(step, "CONCURRENTLY", "TABLE", "INDEX");
}
function concurrently3(step) {
  const edits = inPlace(step);
  if (step.version < 12) {
    return "-- before PostgreSQL 12: CREATE INDEX CONCURRENTLY under a new name, DROP INDEX CONCURRENTLY the old one, ALTER INDEX … RENAME TO";
  }
  return sql(
    "-- in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:",
    edits === null ? "-- REINDEX … CONCURRENTLY" : edited(step, edits)
  );
}

// src/rules/lock-queue-freeze/sequence-locked-until-commit/rule.ts
var rule18 = statementRule({
  id: "sequence-locked-until-commit",
  mode: "lock-queue-freeze",
  on: ["AlterSeqStmt", "AT_SetIdentity"],
  detect: (step, changeset) => {
    const lock2 = step.effects.locks.find(
      ({ relation, mode: mode2, existing: existing2 }) => existing2 && blocksWrites(mode2) && step.before.relations.get(relation)?.kind === "sequence"
    );
    const next = lock2 === void 0 || step.effects.fails !== null ? null : workBehind(step, changeset);
    if (lock2 === void 0 || next === null) return [];
    const { relation: sequence, mode } = lock2;
    return [{ severity: "caution", at: at(step), related: [next], step, sequence, mode, next }];
  },
  describe: ({ step, sequence, mode, next }) => ({
    title: `Every nextval() of ${shortName(sequence)} waits until the transaction ends`,
    message: `${code(step.statement.kind)} takes ${mode} on ${table2(sequence)}, so every INSERT that takes a number from it waits, also while ${code(next.statement.kind)} behind it waits for its own lock or works.`,
    fix: sql("-- alone in its transaction:", BOUNDED_WAIT, asWritten(step))
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `Every INSERT that takes a number from ${table2(match.sequence)} can wait for as long as ${code(match.next.statement.kind)} waits and works`,
      numbered2(match.sequence)
    )
  )
});
function workBehind(step, { stepsInTransaction }) {
  const { transaction: transaction2 } = step.session;
  if (transaction2 === null) return null;
  const own2 = new Set(step.effects.locks.map(({ relation }) => relation));
  const behind = stepsInTransaction.get(transaction2.number) ?? [];
  return behind.find(
    (one2) => one2.index > step.index && one2.effects.locks.some(({ relation, existing: existing2 }) => existing2 && !own2.has(relation))
  ) ?? null;
}
function numbered2(sequence) {
  const oid = `to_regclass(${literal2(sequence)})`;
  return sql(
    "SELECT pg_describe_object(classid, objid, objsubid) AS numbered FROM pg_depend",
    `WHERE refclassid = 'pg_class'::regclass AND refobjid = ${oid} AND deptype = 'n'`,
    "UNION SELECT pg_describe_object(refclassid, refobjid, refobjsubid) FROM pg_depend",
    `WHERE classid = 'pg_class'::regclass AND objid = ${oid} AND deptype IN ('a', 'i');`
  );
}

// src/rules/lock-queue-freeze/slow-work-under-lock/rule.ts
var rule19 = statementRule({
  id: "slow-work-under-lock",
  mode: "lock-queue-freeze",
  on: ["in-transaction"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null || step.effects.writes === "unbounded" || validatesItsOwn(step)) return [];
    const work = [...step.effects.rewrites, ...step.effects.scans].find(
      (touch2) => touch2.existing && touch2.certainty === "certain"
    ) ?? null;
    const read2 = work?.relation ?? bulkRead(step);
    const held = read2 === null ? null : heldLock(step);
    if (read2 === null || held === null) return [];
    const since = changeset.steps[held.since];
    return [
      {
        severity: "unsafe",
        at: at(step),
        related: since === void 0 ? [] : [since],
        step,
        locked: held.relation,
        mode: held.mode,
        work,
        read: read2
      }
    ];
  },
  describe: ({ step, locked: locked2, mode, work, read: read2 }) => ({
    title: `${shortName(locked2)} stays locked while ${shortName(read2)} is read`,
    message: `An earlier statement of this transaction took ${mode} on ${table2(locked2)}, and it is held until the transaction ends: ${blockedWork(mode)} there wait while ${code(step.statement.kind)} goes through ${table2(read2)}${work === null ? "" : ` (${because(work.because)})`}.`,
    fix: sql(
      "-- end the transaction of the earlier statement first; this one in a file of its own",
      ...isHarmlessAlone(work) ? [asWritten(step)] : []
    )
  })
});
function isHarmlessAlone(work) {
  return work === null || work.because.id === "validation";
}
function heldLock(step) {
  for (const [relation, { mode, since }] of step.session.transaction?.locks ?? []) {
    const known2 = step.before.relations.get(relation);
    const isNew4 = (known2 ?? step.before.indexes.get(relation))?.set === step.set;
    const own2 = lockOn(step.effects, relation);
    if (isNew4 || !blocksWrites(mode) || known2?.kind === "sequence") continue;
    if (own2 === null || !blocksWrites(own2) || blocksReads(mode) && !blocksReads(own2))
      return { relation, mode, since };
  }
  return null;
}
function bulkRead(step) {
  const created4 = nodeIf(step, "CreateTableAsStmt");
  const query2 = nodeIf(step, "SelectStmt") ?? (created4?.into?.skipData === true ? null : bodyOf("SelectStmt", created4?.query));
  if (query2 === null || query2.whereClause !== void 0 || query2.limitCount !== void 0) return null;
  return step.effects.locks.find((lock2) => lock2.existing && lock2.mode === "ACCESS SHARE")?.relation ?? null;
}
function validatesItsOwn(step) {
  return step.effects.scans.some((touch2) => {
    if (touch2.because.id !== "validation") return false;
    const known2 = step.before.relations.get(touch2.relation)?.constraints.get(touch2.because.constraint);
    return known2?.transaction === transactionNumber(step.session) && known2.set === step.set;
  });
}

// src/rules/lock-queue-freeze/table-copied-under-lock/rule.ts
var rule20 = statementRule({
  id: "table-copied-under-lock",
  mode: "lock-queue-freeze",
  on: ["copied", "VacuumStmt", "ClusterStmt", "AlterTableMoveAllStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const alsoModes = ["backfill-wal-flood", "hidden-rewrite"];
    const copied = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because: because2 }) => because2.id === "copied" && because2.command !== "REFRESH MATERIALIZED VIEW"
    );
    if (copied.length === 0 && reachesEverything(step))
      return [{ severity: "unsafe", at: at(step), alsoModes, step, touch: null }];
    const [moved2] = existing(step.effects.rebuildsIndexes).filter(({ because: because2 }) => because2.id === "copied");
    if (copied.length === 0 && moved2 !== void 0)
      return [{ severity: "unsafe", at: at(step, moved2.part), alsoModes, step, touch: moved2 }];
    return copied.map((touch2) => ({ severity: severityOf(touch2), at: at(step, touch2.part), alsoModes, step, touch: touch2 }));
  },
  describe: ({ step, touch: touch2 }) => ({
    title: touch2 === null ? `${step.statement.kind} copies table after table` : `${copiedThing(step, touch2)} is copied whole under a lock`,
    message: `${touch2 === null ? `${code(step.statement.kind)} copies every table that it reaches, one after the other, and nobody can use a table while it is copied.` : copiedWords(step, touch2)} The copy also needs as much room again and writes all of it to the WAL.`,
    fix: nodeIf(step, "VacuumStmt") === null || touch2 === null ? "" : `VACUUM (ANALYZE) ${shortName(touch2.relation)}; -- or pg_repack, which copies the table while it is in use`
  }),
  boxes: (match) => match.touch === null ? [] : whenAsked(match, isSmall(match.touch.relation, "be copied"))
});
function copiedThing(step, touch2) {
  return movedIndex2(step) === null ? shortName(touch2.relation) : `An index of ${shortName(touch2.relation)}`;
}
function movedIndex2(step) {
  if (nodeIf(step, "AlterTableStmt")?.objtype !== "OBJECT_INDEX") return null;
  return step.effects.locks[0]?.relation ?? null;
}
function copiedWords(step, touch2) {
  const index = movedIndex2(step);
  if (index === null) return blockedWhile(step, touch2, "is rewritten");
  return `${code(step.statement.kind)} ${lockClause(step, index)} of ${table2(touch2.relation)}, while the index is copied: a query has to open every index of a table before it is planned, so all of them wait.`;
}
function reachesEverything(step) {
  if (step.statement.node.tag === "AlterTableMoveAllStmt") return true;
  const vacuum2 = nodeIf(step, "VacuumStmt");
  if (vacuum2 !== null) return (vacuum2.rels ?? []).length === 0 && isFullVacuum(vacuum2);
  const cluster2 = nodeIf(step, "ClusterStmt");
  return cluster2 !== null && cluster2.relation === void 0;
}

// src/rules/lock-queue-freeze/table-locked-explicitly/rule.ts
var rule21 = statementRule({
  id: "table-locked-explicitly",
  mode: "lock-queue-freeze",
  on: ["LockStmt"],
  detect: (step) => {
    const lock2 = nodeIf(step, "LockStmt") === null ? void 0 : step.effects.locks.find((one2) => one2.existing);
    if (lock2 === void 0 || step.effects.fails !== null) return [];
    const severity = blocksWrites(lock2.mode) ? "unsafe" : "caution";
    return [{ severity, at: at(step), alsoModes: ["migration-deadlock"], step, relation: lock2.relation }];
  },
  describe: ({ step, relation }) => ({
    title: `${shortName(relation)} stays locked until the transaction ends`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)}, from here to the end of the transaction, whatever the statements after it need.`,
    fix: "-- leave it out: each statement takes the lock that it needs, when it needs it"
  }),
  boxes: (match) => whenAsked(match, isCalm(match.relation, "those whom the lock keeps out"))
});

// src/rules/lock-queue-freeze/transaction-left-open/rule.ts
var rule22 = changesetRule({
  id: "transaction-left-open",
  mode: "lock-queue-freeze",
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(openIn),
  describe: ({ step, kind }) => ({
    title: kind === "open" ? "The transaction that begins here never ends" : "BEGIN inside a transaction begins nothing",
    message: kind === "open" ? `The file ends without a ${code("COMMIT")} for this ${code(step.statement.kind)}. Every lock it took is held until the connection closes, and then Postgres takes everything back; if a tool commits after all, it commits with whatever it runs next.` : `A transaction is open already, so Postgres only warns and ${code(step.statement.kind)} does nothing. The first ${code("COMMIT")} ends it, and what stands behind that runs statement by statement.`,
    fix: kind === "open" ? sql("-- at the end of the file:", "COMMIT;") : ""
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `What stands behind the first COMMIT of ${code(match.step.migration.path)} may run statement by statement`
    )
  )
});
function openIn(steps) {
  const begins = steps.filter((step) => step.within === null && isBegin(step));
  const nested2 = begins.filter(({ session }) => session.transaction?.explicit === true);
  return [
    ...nested2.map((step) => ({ severity: "caution", at: at(step), step, kind: "nested" })),
    ...lastOfSections(begins.filter(({ session }) => session.transaction === null)).filter((step) => staysOpen(step, steps)).map(open)
  ];
}
function open(step) {
  return { severity: "unsafe", at: at(step), alsoModes: ["replica-schema-drift"], step, kind: "open" };
}
function lastOfSections(begins) {
  return [...new Map(begins.map((step) => [step.section, step])).values()];
}
function isBegin(step) {
  const kind = nodeIf(step, "TransactionStmt")?.kind;
  return kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START";
}
function staysOpen(begin2, steps) {
  const ends = steps.filter((step) => step.section === begin2.section && isEnd(step));
  return !ends.some(({ index, session }) => index > begin2.index || session.transaction?.explicit !== true);
}
function isEnd(step) {
  const kind = nodeIf(step, "TransactionStmt")?.kind;
  return kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK" || kind === "TRANS_STMT_PREPARE";
}

// src/rules/lock-queue-freeze/trigger-or-rule-dropped/rule.ts
var rule23 = statementRule({
  id: "trigger-or-rule-dropped",
  mode: "lock-queue-freeze",
  on: ["DropStmt", "AT_DisableRule"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null || step.effects.locks.length === 0) return [];
    return [...ofDrop(step), ...ofDisable(step)].flatMap((dropped3) => {
      if (!isOthers(step, dropped3.relation) || wasMade(step, dropped3, changeset)) return [];
      const severity = isMadeAgain(step, dropped3, changeset);
      if (severity === null) return [];
      const alsoModes = ["destructive-rollback", "rename-in-rolling-deploy"];
      return [{ severity, at: at(step, dropped3.part), alsoModes, step, dropped: dropped3 }];
    });
  },
  describe: ({ step, dropped: { kind, name, relation }, severity }) => ({
    title: severity === "note" ? `The ${kind} ${identifier(name)} is away until it is made again` : `What the ${kind} ${identifier(name)} does on ${shortName(relation)} ends at once`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends. ${severity === "note" ? `Until the statement that makes it again has committed, what ${code(identifier(name))} would have done is left out.` : `From the commit on nobody does what ${code(identifier(name))} did, for old code that counts on it as well; a rollback brings back the ${kind}, not what it has missed.`}`,
    fix: severity === "note" ? "" : sql(comment2(`in a later release, once no running version counts on it:`), BOUNDED_WAIT, asWritten(step))
  }),
  boxes: (match) => whenAsked(match, isUnneeded(match.dropped))
});
function isUnneeded({ kind, name, relation }) {
  const from2 = kind === "trigger" ? "pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid" : "pg_get_ruledef(oid) AS definition FROM pg_rewrite WHERE ev_class";
  return box(
    "before",
    `No code that runs counts on the ${kind} ${code(identifier(name))} of ${table2(relation)}, and its definition is kept for a rollback`,
    `SELECT ${from2} = to_regclass(${literal2(relation)}) AND ${kind === "trigger" ? "tgname" : "rulename"} = ${literal2(name)};`
  );
}
function ofDrop(step) {
  const body = nodeIf(step, "DropStmt");
  const kind = body?.removeType === "OBJECT_TRIGGER" ? "trigger" : body?.removeType === "OBJECT_RULE" ? "rule" : null;
  if (body === null || kind === null) return [];
  return (body.objects ?? []).map((object) => {
    const parts2 = nameParts(object);
    const relation = resolveParts(step.before, effective(step.session).searchPath, parts2.slice(0, -1));
    return { kind, name: parts2.at(-1) ?? "", relation, part: null };
  });
}
function ofDisable(step) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null) return [];
  const relation = rangeAt(step, body.relation);
  return bodiesOf("AlterTableCmd", body.cmds).flatMap(
    ({ subtype, name }, part) => subtype === "AT_DisableRule" ? [{ kind: "rule", name: name ?? "", relation, part }] : []
  );
}
function wasMade(step, dropped3, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => one2.index < step.index && makes(one2, dropped3));
}
function isMadeAgain(step, dropped3, { stepsInSet }) {
  const again = (stepsInSet.get(step.set) ?? []).find((one2) => one2.index > step.index && makes(one2, dropped3));
  if (again === void 0) return "caution";
  const { transaction: transaction2 } = step.session;
  return transaction2 !== null && again.session.transaction?.number === transaction2.number ? null : "note";
}
function makes(step, { kind, name, relation }) {
  const trigger = kind === "trigger" ? nodeIf(step, "CreateTrigStmt") : null;
  if (trigger !== null) return trigger.trigname === name && rangeAt(step, trigger.relation) === relation;
  const made = kind === "rule" ? nodeIf(step, "RuleStmt") : null;
  return made !== null && made.rulename === name && rangeAt(step, made.relation) === relation;
}

// src/rules/lock-queue-freeze/validated-in-the-adding-transaction/rule.ts
var rule24 = statementRule({
  id: "validated-in-the-adding-transaction",
  mode: "lock-queue-freeze",
  on: ["validation"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const scanned = step.effects.scans.filter((touch2) => touch2.existing && touch2.because.id === "validation");
    return [...new Set(scanned.map(({ part }) => part))].flatMap((part) => {
      const cmd = subcommandAt(step, part);
      const constraint = cmd?.name ?? "";
      const relation = alteredTable(step);
      if (cmd?.subtype !== "AT_ValidateConstraint" || !isAddedNow(step, relation, constraint)) return [];
      const held = step.session.transaction?.locks.get(relation)?.mode ?? lockOn(step.effects, relation);
      return held === null ? [] : [{ severity: "unsafe", at: at(step, part), step, relation, constraint, held }];
    });
  },
  describe: ({ relation, constraint, held }) => ({
    title: `Validating ${constraint} in the transaction that adds it blocks ${shortName(relation)}`,
    message: `The ADD of ${code(identifier(constraint))} took ${held} on ${table2(relation)} and the transaction still holds it, so this VALIDATE, which alone would let reads and writes go on, reads the whole table while ${blockedWork(held)} wait.`,
    fix: sql(
      "-- in a migration of its own, once the one that adds the constraint has committed:",
      `ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${identifier(constraint)};`
    )
  })
});
function isAddedNow(step, relation, constraint) {
  const known2 = step.before.relations.get(relation)?.constraints.get(constraint);
  if (known2 !== void 0)
    return step.session.transaction !== null && known2.set === step.set && known2.transaction === transactionNumber(step.session);
  const siblings = bodiesOf("AlterTableCmd", nodeIf(step, "AlterTableStmt")?.cmds);
  return siblings.some(
    (cmd) => cmd.subtype === "AT_AddConstraint" && bodyOf("Constraint", cmd.def)?.conname === constraint
  );
}

// src/rules/tool-lock.ts
function meetings({ steps }, kind, meets) {
  const met = /* @__PURE__ */ new Map();
  for (const step of steps) {
    const { framework: tool, setup, proved } = step.migration.runner;
    if (tool === null || setup === null || met.has(tool) || step.section.direction === "down" || !meets(step)) continue;
    const lock2 = tool.lock(setup);
    if (lock2.kind === kind) met.set(tool, { step, tool, lock: lock2, guessed: !proved });
  }
  return [...met.values()];
}
function waitsForSnapshots({ statement, effects, session }) {
  const command2 = concurrentCommand(statement.node);
  const builds2 = command2 === "CREATE INDEX CONCURRENTLY" || command2 === "REINDEX CONCURRENTLY";
  return builds2 && effects.fails === null && session.transaction === null;
}
function guess2({ guessed, tool }) {
  return guessed ? `By its name this is a file of ${tool.title}. ` : "";
}

// src/rules/invalid-index/build-behind-the-tools-own-lock/rule.ts
var IDLE = `SELECT pid, now() - xact_start AS open, left(query, 120) AS query
FROM pg_stat_activity WHERE state = 'idle in transaction' ORDER BY open DESC;`;
var rule25 = changesetRule({
  id: "build-behind-the-tools-own-lock",
  mode: "invalid-index",
  detect: (changeset) => meetings(changeset, "idle transaction", waitsForSnapshots).map((meeting) => ({
    ...meeting,
    severity: meeting.guessed ? "caution" : "unsafe",
    at: at(meeting.step),
    alsoModes: ["migration-deadlock"]
  })),
  describe: (match) => ({
    title: `The lock that ${match.tool.title} holds makes the concurrent build wait forever`,
    message: `${guess2(match)}${match.lock.how} ${code(commandOf3(match))} waits until every older snapshot is gone, that one too: with a single runner, without an error, until somebody cancels it and an INVALID index stays.`,
    fix: sql(...match.lock.fix)
  }),
  boxes: ({ tool }) => [
    {
      phase: "before",
      text: `${tool.title} holds no transaction open beside the one that runs the migration`,
      sql: IDLE
    }
  ]
});
function commandOf3({ step: { statement } }) {
  return concurrentCommand(statement.node) ?? statement.kind;
}

// src/rules/invalid-index/valid-index.ts
function isAsserted(build, index, { stepsInSet }, before = null) {
  return (stepsInSet.get(build.set) ?? []).some((step) => {
    if (step.index <= build.index || before !== null && step.index >= before.index) return false;
    const block = step.within === null && nodeIf(step, "DoStmt") !== null ? step.sql : "";
    if (!/\bindisvalid\b/i.test(block) || !/\b(?:raise|assert)\b/i.test(block)) return false;
    return block.includes(index) || !/regclass/i.test(block);
  });
}
function assertion(index) {
  const body = sql(
    "BEGIN",
    `  IF NOT (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal2(shortName(index))})) THEN`,
    "    RAISE EXCEPTION 'the index is INVALID: drop it and build it again';",
    "  END IF;"
  );
  const tag = dollarTag(body);
  return sql(`DO ${tag}`, body, `END ${tag};`);
}

// src/rules/invalid-index/concurrent-index-if-not-exists/rule.ts
var rule26 = statementRule({
  id: "concurrent-index-if-not-exists",
  mode: "invalid-index",
  on: ["IndexStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "IndexStmt");
    if (body?.concurrent !== true || body.if_not_exists !== true || step.effects.fails !== null) return [];
    const index = body.idxname ?? "";
    if (isDroppedBefore(index, step, changeset) || isAsserted(step, index, changeset)) return [];
    return [{ severity: "caution", at: at(step), step, index }];
  },
  describe: ({ step, index }) => ({
    title: `IF NOT EXISTS takes an INVALID ${shortName(index)} for a built one`,
    message: `When ${code("CREATE INDEX CONCURRENTLY")} fails or is cancelled, the index stays behind under its name, INVALID. The next run sees the name, skips the build and succeeds: no query uses ${code(identifier(index))}, and every write pays for it.`,
    fix: sql(
      "-- each in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:",
      `DROP INDEX CONCURRENTLY IF EXISTS ${identifier(index)};`,
      edited(step, withoutGuard(step) ?? [])
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `There is no INVALID index ${code(identifier(match.index))} from an earlier run`,
      `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE c.relname = ${literal2(match.index)};`
    )
  ),
  suggest: ({ step }) => withoutGuard(step)
});
function isDroppedBefore(index, step, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((other) => {
    const body = other.index < step.index ? nodeIf(other, "DropStmt") : null;
    return body?.removeType === "OBJECT_INDEX" && (body.objects ?? []).some((object) => nameParts(object).at(-1) === index);
  });
}
function withoutGuard(step) {
  return without3(step, "IF", "NOT", "EXISTS");
}

// src/rules/repeatable.ts
function changesNothing({ statement: { node } }) {
  return node.tag === "SelectStmt" ? node.body.intoClause === void 0 : PASSIVE.has(node.tag);
}
var PASSIVE = /* @__PURE__ */ new Set([
  "CheckPointStmt",
  "ConstraintsSetStmt",
  "DiscardStmt",
  "DoStmt",
  "ExplainStmt",
  "LockStmt",
  "TransactionStmt",
  "VacuumStmt",
  "VariableSetStmt",
  "VariableShowStmt"
]);
function isRepeatable(node) {
  switch (node.tag) {
    case "CreateStmt":
    case "CreateTableAsStmt":
    case "CreateSchemaStmt":
    case "CreateSeqStmt":
    case "CreateExtensionStmt":
    case "CreateStatsStmt":
    case "IndexStmt":
      return node.body.if_not_exists === true;
    case "ViewStmt":
    case "CreateFunctionStmt":
    case "CreateTrigStmt":
    case "RuleStmt":
      return node.body.replace === true;
    case "DropStmt":
    case "DropRoleStmt":
      return node.body.missing_ok === true;
    case "AlterEnumStmt":
      return node.body.skipIfNewValExists === true;
    case "InsertStmt":
      return node.body.onConflictClause !== void 0;
    case "AlterTableStmt":
      return bodiesOf("AlterTableCmd", node.body.cmds).every(
        ({ subtype, missing_ok }) => missing_ok === true || !ONCE.has(subtype ?? "AT_AddColumn")
      );
    default:
      return !REFUSED_TWICE.has(node.tag);
  }
}
var ONCE = /* @__PURE__ */ new Set([
  "AT_AddColumn",
  "AT_DropColumn",
  "AT_AddConstraint",
  "AT_DropConstraint",
  "AT_AddIdentity",
  "AT_DropIdentity",
  "AT_DropExpression",
  "AT_AddInherit",
  "AT_DropInherit",
  "AT_AttachPartition",
  "AT_DetachPartition"
]);
var REFUSED_TWICE = /* @__PURE__ */ new Set([
  "AlterObjectSchemaStmt",
  "CompositeTypeStmt",
  "CopyStmt",
  "CreateCastStmt",
  "CreateDomainStmt",
  "CreateEnumStmt",
  "CreateEventTrigStmt",
  "CreatePolicyStmt",
  "CreatePublicationStmt",
  "CreateRangeStmt",
  "CreateRoleStmt",
  "CreateSubscriptionStmt",
  "DefineStmt",
  "RenameStmt",
  "SelectStmt"
]);
function firstUnrepeatable(steps) {
  const first = /* @__PURE__ */ new Map();
  for (const step of steps) {
    if (first.has(step.section) || isWrapped(step.section) || step.within !== null) continue;
    if (step.effects.fails !== null || changesNothing(step) || isRepeatable(step.statement.node)) continue;
    first.set(step.section, step);
  }
  return first;
}
function isCommittedBefore(earlier2, step) {
  const own2 = step.session.transaction?.number;
  return earlier2.index < step.index && (own2 === void 0 || earlier2.session.transaction?.number !== own2);
}

// src/rules/invalid-index/concurrently-beside-others/rule.ts
var rule27 = changesetRule({
  id: "concurrently-beside-others",
  mode: "invalid-index",
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstBeside),
  describe: ({ step, command: command2, done }) => ({
    title: `When ${command2} fails, the file cannot be run again`,
    message: `${code(done.statement.kind)} before it has committed by then, since ${code(command2)} runs outside a transaction. The next run of the file stops there, where its work is done already, and never comes to ${code(command2)}.`,
    fix: sql("-- in a migration of its own that runs outside a transaction:", asWritten(step))
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `Somebody can run the rest of ${code(match.step.migration.path)} by hand from ${code(match.command)} on, should that fail`
    )
  )
});
function firstBeside(steps) {
  const first = firstUnrepeatable(steps);
  for (const step of steps) {
    const command2 = step.within === null ? concurrentCommand(step.statement.node) : null;
    const busy = step.effects.locks.some(({ existing: existing2 }) => existing2) || command2 === "DROP INDEX CONCURRENTLY";
    if (command2 === null || !busy || step.effects.fails !== null) continue;
    const done = first.get(step.section);
    if (done === void 0 || !isCommittedBefore(done, step)) continue;
    const alsoModes = ["replica-schema-drift"];
    return [{ severity: "caution", at: at(step), alsoModes, related: [done], step, command: command2, done }];
  }
  return [];
}

// src/rules/invalid-index/concurrently-in-transaction/rule.ts
var rule28 = statementRule({
  id: "concurrently-in-transaction",
  mode: "invalid-index",
  on: ["fails"],
  detect: (step, changeset) => {
    const command2 = concurrentCommand(step.statement.node);
    if (command2 === null || step.effects.fails !== REFUSES_TRANSACTION) return [];
    const own2 = ownMigration(step, changeset, command2, nameFor(step));
    return [
      {
        severity: "unsafe",
        at: at(step),
        alsoModes: ["replica-schema-drift"],
        step,
        command: command2,
        why: whyInside(step),
        own: own2
      }
    ];
  },
  describe: ({ step, command: command2, why, own: own2 }) => ({
    title: `${command2} is refused inside a transaction`,
    message: `${WHY[why](own2.tool ?? "The migration tool")}, and Postgres refuses ${code(command2)} there: the statement fails, and with it the migration. Run it by itself, where each statement commits on its own.`,
    fix: why === "block" ? "" : inOwnMigration(own2, asWritten(step))
  })
});
var WHY = {
  block: () => "What a DO block or a routine does runs in its transaction",
  begin: () => "The file has begun a transaction",
  string: (tool) => `${tool} sends the file as one string, which is one transaction when it holds several statements`,
  tool: (tool) => `${tool} runs this file in a transaction`,
  assumed: () => "Most tools run a file in a transaction"
};
function whyInside({ within, session, section }) {
  if (within !== null) return "block";
  if (session.transaction?.explicit === true) return "begin";
  if (session.transaction?.implicit === true) return "string";
  return section.assumed ? "assumed" : "tool";
}
function nameFor(step) {
  return nodeIf(step, "IndexStmt")?.idxname ?? step.statement.kind.toLowerCase();
}

// src/rules/invalid-index/concurrently-on-partitioned-table/rule.ts
var rule29 = statementRule({
  id: "concurrently-on-partitioned-table",
  mode: "invalid-index",
  on: ["fails"],
  detect: (step) => {
    const command2 = concurrentCommand(step.statement.node);
    if (command2 === null || step.effects.fails?.endsWith(REFUSES_PARTITIONED) !== true) return [];
    const parent = step.effects.locks.find(
      ({ relation }) => step.before.relations.get(relation)?.kind === "partitioned table"
    )?.relation;
    return [
      { severity: "unsafe", at: at(step), alsoModes: ["replica-schema-drift"], step, command: command2, parent: parent ?? "" }
    ];
  },
  describe: ({ step, command: command2, parent }) => ({
    title: `${command2} is refused on the partitioned table ${shortName(parent)}`,
    message: `${table2(parent)} is partitioned, and Postgres refuses ${code(command2)} there: the statement fails, and with it the migration. The index is ${nodeIf(step, "IndexStmt") === null ? "dropped with the parent" : "built partition by partition"}.`,
    fix: nodeIf(step, "IndexStmt") === null ? "" : partitionByPartition(step, parent)
  })
});
function partitionByPartition(step, parent) {
  const children = step.before.relations.get(parent)?.children ?? [];
  return sql(
    comment2(
      `1. CREATE INDEX … ON ONLY ${shortName(parent)}: nothing is built, the index stays invalid until every partition has its own`
    ),
    ...children.map(
      (child) => comment2(
        `2. on ${shortName(child)}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX … ATTACH PARTITION …`
      )
    )
  );
}

// src/rules/invalid-index/concurrently-with-short-timeout/rule.ts
var rule30 = statementRule({
  id: "concurrently-with-short-timeout",
  mode: "invalid-index",
  on: ["IndexStmt", "DropStmt", "ReindexStmt", "AT_DetachPartition"],
  detect: (step) => {
    const command2 = concurrentCommand(step.statement.node);
    const timeouts = command2 === null ? [] : buildTimeouts(step);
    if (command2 === null || timeouts.length === 0 || step.effects.fails !== null) return [];
    return [
      { severity: timeouts.some(({ short }) => short) ? "unsafe" : "caution", at: at(step), step, command: command2, timeouts }
    ];
  },
  describe: ({ step, command: command2, timeouts }) => ({
    title: `A timeout may cancel ${command2} halfway`,
    message: `${code(command2)} waits for every transaction that is older than itself, and ${timeouts.map(({ setting, words: words4 }) => `${code(setting)} is ${words4}`).join(" and ")}: one long query elsewhere, and it is cancelled and leaves behind ${leftover(command2)}.`,
    fix: withoutTimeouts(step)
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `No transaction is open for longer than the timeout allows ${match.command} to wait`,
      "SELECT pid, now() - xact_start AS running, left(query, 60) AS query FROM pg_stat_activity WHERE xact_start IS NOT NULL ORDER BY running DESC;"
    )
  ),
  suggest: ({ step }) => onlineInPlace(step, [])
});
function withoutTimeouts(step) {
  const { before, after } = liftedAround(step);
  return sql(...before, asWritten(step), ...after);
}
function leftover(command2) {
  if (command2 === "DETACH PARTITION CONCURRENTLY")
    return "a partition that is half detached, until `DETACH PARTITION … FINALIZE`";
  if (command2 === "REINDEX CONCURRENTLY") return "an INVALID index named `…_ccnew`";
  return "an INVALID index that still has to be kept up to date by every write";
}

// src/rules/invalid-index/directive-not-heard/rule.ts
var rule31 = migrationRule({
  id: "directive-not-heard",
  mode: "invalid-index",
  detect: (migration) => {
    const { framework: framework28, unheard } = migration.runner;
    if (framework28 === null || unheard === null) return [];
    const { start, end } = unheard;
    return [
      {
        severity: "caution",
        at: { kind: "comment", migration, span: { start, end } },
        alsoModes: ["replica-schema-drift"],
        line: unheard,
        tool: framework28
      }
    ];
  },
  describe: ({ line, tool }) => ({
    title: `${tool.title} does not read this directive`,
    message: `${code(line.text.trim().slice(0, 80))} is a comment to ${tool.title} here, and the file runs as if it were not there. ${tool.optOut === null ? `${tool.title} has no such directive.` : `What it reads is ${tool.optOut.place}.`}`,
    fix: tool.optOut === null ? "" : comment2(tool.optOut.place.replaceAll("`", ""))
  }),
  boxes: ({ line, tool }) => [
    {
      phase: "before",
      text: `Nothing in the file counts on ${code(line.text.trim().slice(0, 80))}, which ${tool.title} does not read`,
      sql: ""
    }
  ]
});

// src/rules/invalid-index/partitioned-index-left-invalid/rule.ts
var rule32 = statementRule({
  id: "partitioned-index-left-invalid",
  mode: "invalid-index",
  on: ["IndexStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "IndexStmt");
    if (body?.relation?.inh === true || body?.idxname === void 0 || step.effects.fails !== null) return [];
    const parent = rangeAt(step, body.relation);
    const kind = step.before.relations.get(parent)?.kind;
    if (!isOthers(step, parent) || kind !== void 0 && kind !== "partitioned table") return [];
    const index = indexOn(step, parent, body.idxname);
    const attached2 = attachedTo(index, step, changeset);
    const last = changeset.stepsInSet.get(step.set)?.at(-1) ?? step;
    const known2 = last.after.relations.get(parent);
    const missing = (known2?.children ?? []).filter((partition) => !attached2.tables.has(partition));
    const isDone = known2?.complete === true || (known2?.children.length ?? 0) > 0 ? missing.length === 0 : attached2.count > 0;
    if (isDone || attached2.count > (known2?.children.length ?? 0)) return [];
    return [{ severity: "caution", at: at(step), alsoModes: ["replica-schema-drift"], step, parent, index, missing }];
  },
  describe: (match) => ({
    title: `The index ${shortName(match.index)} stays INVALID until every partition has its own`,
    message: `${code("CREATE INDEX … ON ONLY")} builds nothing, and the index of ${table2(match.parent)} becomes valid with the last partition whose index is attached. ${missingWords(match)} Until then no query uses it, and a unique one makes nothing unique.`,
    fix: fixOf(match)
  }),
  boxes: ({ index }) => [
    {
      phase: "after",
      text: `Every partition has its index attached, and ${code(shortName(index))} is valid`,
      sql: `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal2(index)});`
    }
  ]
});
function indexOn(step, parent, name) {
  const own2 = step.after.relations.get(parent)?.indexes ?? [];
  return own2.find((index) => splitName(index).name === name) ?? name;
}
function attachedTo(index, step, { stepsInSet }) {
  const found2 = (stepsInSet.get(step.set) ?? []).flatMap((one2) => {
    const body = nodeIf(one2, "AlterTableStmt");
    if (body?.objtype !== "OBJECT_INDEX" || rangeAt(one2, body.relation) !== index) return [];
    return bodiesOf("AlterTableCmd", body.cmds).flatMap(({ subtype, def }) => {
      const child = subtype === "AT_AttachPartition" ? bodyOf("PartitionCmd", def)?.name : void 0;
      return child === void 0 ? [] : [one2.before.indexes.get(rangeAt(one2, child))?.table ?? ""];
    });
  });
  return { count: found2.length, tables: new Set(found2) };
}
function missingWords({ missing }) {
  return missing.length === 0 ? "Nothing here attaches one." : `Nothing here attaches one of ${tables(missing)}.`;
}
function fixOf({ index, missing }) {
  const partitions = missing.length === 0 ? ["each partition"] : missing.map(shortName);
  return sql(
    ...partitions.map(
      (partition) => comment2(
        `on ${partition}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX ${shortName(index)} ATTACH PARTITION …`
      )
    )
  );
}

// src/rules/invalid-index/unchecked-index-used/rule.ts
var rule33 = statementRule({
  id: "unchecked-index-used",
  mode: "invalid-index",
  on: ["AT_AddConstraint", "InsertStmt"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    const insert2 = nodeIf(step, "InsertStmt");
    return insert2 === null ? attached(step, changeset) : inferred(step, insert2, changeset);
  },
  describe: ({ step, index, use }) => ({
    title: `Nothing has checked that ${identifier(index)} is valid before it is used`,
    message: `A build of ${code(identifier(index))} that was cancelled or found duplicates leaves it INVALID. ${use === "constraint" ? `${code("USING INDEX")} then fails: "index is not valid".` : `${code("ON CONFLICT")} does not see an INVALID index, and the statement fails: "there is no unique or exclusion constraint matching".`} The migration stops half way, and a second run stops or skips at the build.`,
    fix: sql("-- before it:", assertion(identifier(index)), asWritten(step))
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "during",
      `${code(identifier(match.index))} is valid before ${code(match.step.statement.kind)} uses it; an INVALID one is dropped and built again first`,
      validityOf(relationName(splitName(tableOf2(match.build)).schema, match.index))
    )
  )
});
function attached(step, changeset) {
  const table3 = alteredTable(step);
  return step.statement.parts.flatMap((_span, part) => {
    const index = addedConstraint(step, part)?.indexname;
    const build = index === void 0 ? void 0 : builds(step, changeset).find((one2) => nameOf2(one2) === index);
    if (index === void 0 || build === void 0 || tableOf2(build) !== table3) return [];
    return isAsserted(build, index, changeset, step) ? [] : [found(step, build, index, "constraint", part)];
  });
}
function inferred(step, { relation, onConflictClause }, changeset) {
  const columns = namesOf2(bodiesOf("IndexElem", onConflictClause?.infer?.indexElems));
  const table3 = rangeAt(step, relation);
  if (columns === "") return [];
  const build = builds(step, changeset).find((one2) => {
    const body = nodeIf(one2, "IndexStmt");
    return body?.unique === true && tableOf2(one2) === table3 && namesOf2(bodiesOf("IndexElem", body.indexParams)) === columns;
  });
  if (build === void 0 || hasAnother(build, columns)) return [];
  const index = nameOf2(build);
  return isAsserted(build, index, changeset, step) ? [] : [found(step, build, index, "conflict", null)];
}
function found(step, build, index, use, part) {
  const alsoModes = ["replica-schema-drift"];
  return { severity: "caution", at: at(step, part), alsoModes, related: [build], step, build, index, use };
}
function builds(step, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).filter((one2) => {
    const body = one2.index < step.index ? nodeIf(one2, "IndexStmt") : null;
    if (body?.concurrent !== true || one2.effects.fails !== null) return false;
    return one2.migration === step.migration || body.if_not_exists === true;
  });
}
function nameOf2(build) {
  return nodeIf(build, "IndexStmt")?.idxname ?? "";
}
function tableOf2(build) {
  return rangeAt(build, nodeIf(build, "IndexStmt")?.relation);
}
function namesOf2(elements) {
  const names = elements.map(({ name }) => name ?? "");
  return names.includes("") ? "" : [...names].sort().join("\n");
}
function hasAnother(build, columns) {
  const indexes = build.before.relations.get(tableOf2(build))?.indexes ?? [];
  return indexes.some((name) => {
    const index = build.before.indexes.get(name);
    return index?.unique === true && !index.computed && namesOf2(index.keys.map((key) => ({ name: key ?? "" }))) === columns;
  });
}

// src/rules/invalid-index/unique-index-on-existing-rows/rule.ts
var rule34 = statementRule({
  id: "unique-index-on-existing-rows",
  mode: "invalid-index",
  on: ["IndexStmt"],
  detect: (step) => {
    const body = nodeIf(step, "IndexStmt");
    const [touch2] = existing(step.effects.scans);
    if (body?.unique !== true || body.concurrent !== true || touch2 === void 0 || step.effects.fails !== null)
      return [];
    return [
      {
        severity: "note",
        at: at(step),
        alsoModes: ["not-null-without-backfill"],
        step,
        relation: touch2.relation,
        duplicates: duplicatesIn(step, touch2.relation)
      }
    ];
  },
  describe: ({ step, relation }) => ({
    title: `Duplicates in ${shortName(relation)} would leave an INVALID index behind`,
    message: `${code(`${step.statement.kind} CONCURRENTLY`)} fails at the first pair of equal rows in ${table2(relation)} and leaves the index behind, INVALID, which still refuses new duplicates. Look for them before.`,
    fix: ""
  }),
  boxes: ({ relation, duplicates }) => [
    { phase: "before", text: `${table2(relation)} has no duplicates under the new unique index`, sql: duplicates }
  ]
});
function duplicatesIn(step, relation) {
  const body = nodeIf(step, "IndexStmt");
  const columns = bodiesOf("IndexElem", body?.indexParams).map(({ name }) => name);
  const named3 = columns.filter((name) => name !== void 0).map(identifier);
  if (named3.length !== columns.length || named3.length === 0) return "";
  const predicate = body?.whereClause === void 0 ? void 0 : writtenPredicate(step);
  const filled = body?.nulls_not_distinct === true ? [] : named3.map((name) => `${name} IS NOT NULL`);
  const where = [...predicate === void 0 ? [] : [`(${predicate})`], ...filled].join(" AND ");
  const list2 = named3.join(", ");
  return `SELECT ${list2}, count(*) FROM ${shortName(relation)}${where === "" ? "" : ` WHERE ${where}`} GROUP BY ${list2} HAVING count(*) > 1 LIMIT 20;`;
}
function writtenPredicate(step) {
  const tokens = tokensOf(step);
  return textOf(step, tokens.slice(indexOfWords(step, tokens, "WHERE") + 1));
}

// src/rules/migration-deadlock/build-beside-waiting-runner/rule.ts
var rule35 = changesetRule({
  id: "build-beside-waiting-runner",
  mode: "migration-deadlock",
  detect: (changeset) => meetings(changeset, "waiting", waitsForSnapshots).map((meeting) => ({
    ...meeting,
    severity: "note",
    at: at(meeting.step),
    alsoModes: ["invalid-index"]
  })),
  describe: (match) => ({
    title: `A second ${match.tool.title} that starts meanwhile deadlocks with the concurrent build`,
    message: `${guess2(match)}${match.lock.how} ${code(commandOf4(match))} waits for that snapshot and the second runner for the lock: Postgres ends one of them with "deadlock detected", and when that is the build, an INVALID index stays. With one runner at a time it is fine.`,
    fix: sql(...match.lock.fix)
  }),
  boxes: () => [{ phase: "before", text: "Only one job runs the migrations at a time", sql: "" }]
});
function commandOf4({ step: { statement } }) {
  return concurrentCommand(statement.node) ?? statement.kind;
}

// src/rules/migration-deadlock/commit-in-wrapped-migration/rule.ts
var rule36 = changesetRule({
  id: "commit-in-wrapped-migration",
  mode: "migration-deadlock",
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstEnds),
  describe: ({ step }) => ({
    title: `${step.statement.kind} ends the transaction of the migration tool`,
    message: `${toolOf(step)} runs this file in a transaction of its own, and ${code(step.statement.kind)} ends it. ${step.statement.kind === "ROLLBACK" ? "What came before is taken back, while the tool records the migration as run." : "What came before is committed before the tool has recorded the migration, and locks that it holds against a second runner go with it."} What follows commits statement by statement: a failure there leaves the schema half way.`,
    fix: "-- leave BEGIN, COMMIT and ROLLBACK to the tool; what must not run in a transaction goes into a file with the directive of the tool that turns it off"
  })
});
function firstEnds(steps) {
  const told = /* @__PURE__ */ new Set();
  return steps.flatMap((step) => {
    const { section, session, within } = step;
    if (!isWrapped(section) || section.assumed || within !== null || told.has(section)) return [];
    if (!isEnd2(step) || session.transaction === null || session.transaction.explicit) return [];
    told.add(section);
    return [{ severity: "unsafe", at: at(step), alsoModes: ["replica-schema-drift"], step }];
  });
}
function isEnd2(step) {
  const kind = nodeIf(step, "TransactionStmt")?.kind;
  return kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK" || kind === "TRANS_STMT_PREPARE";
}
function toolOf({ migration }) {
  return migration.framework === "plain-sql" ? "The migration tool" : code(migration.framework);
}

// src/rules/migration-deadlock/concurrent-builds-on-one-table/rule.ts
var rule37 = changesetRule({
  id: "concurrent-builds-on-one-table",
  mode: "migration-deadlock",
  detect: crossings,
  describe: ({ step, relation, first }) => ({
    title: `Two concurrent builds on ${shortName(relation)} deadlock when they run at once`,
    message: `${code(concurrentCommand(step.statement.node) ?? step.statement.kind)} waits until older snapshots of all sessions are gone, and so does ${code(concurrentCommand(first.statement.node) ?? first.statement.kind)} of ${first.migration.path === step.migration.path ? "the same file" : "another file"}. One after the other they are fine; two jobs or two instances that run migrations at once wait for each other, Postgres kills one, and an INVALID index may stay.`,
    fix: ""
  }),
  boxes: () => [{ phase: "before", text: "Only one job runs the migrations at a time", sql: "" }]
});
function crossings({ stepsInSet }) {
  return [...stepsInSet.values()].flatMap((steps) => {
    const seen = /* @__PURE__ */ new Map();
    return steps.flatMap((step) => {
      const relation = builtOn(step);
      if (relation === null) return [];
      const known2 = seen.get(relation);
      if (known2 === void 0) seen.set(relation, { first: step, told: false });
      if (known2 === void 0 || known2.told) return [];
      known2.told = true;
      const alsoModes = ["invalid-index"];
      return [
        { severity: "note", at: at(step), alsoModes, related: [known2.first], step, relation, first: known2.first }
      ];
    });
  });
}
function builtOn(step) {
  const command2 = concurrentCommand(step.statement.node);
  const builds2 = command2 === "CREATE INDEX CONCURRENTLY" || command2 === "REINDEX CONCURRENTLY";
  if (!builds2 || step.effects.fails !== null) return null;
  const tables2 = step.effects.locks.filter(({ relation, existing: existing2 }) => existing2 && step.before.relations.has(relation));
  return tables2[0]?.relation ?? null;
}

// src/rules/migration-deadlock/pending-trigger-events/rule.ts
var rule38 = statementRule({
  id: "pending-trigger-events",
  mode: "migration-deadlock",
  on: ["AlterTableStmt"],
  detect: (step, changeset) => {
    const transaction2 = step.session.transaction;
    const [target] = step.effects.locks;
    if (transaction2 === null || transaction2.constraintsImmediate || target === void 0 || step.effects.fails !== null)
      return [];
    for (const writer of earlier(step, changeset)) {
      const key = deferredKey(writer, target.relation);
      if (key !== null)
        return [{ severity: "unsafe", at: at(step), related: [writer], step, relation: target.relation, writer, key }];
    }
    return [];
  },
  describe: ({ step, relation, writer, key }) => ({
    title: `${shortName(relation)} cannot be altered while a deferred foreign key is unchecked`,
    message: `${code(writer.statement.kind)} leaves rows of ${table2(relation)} whose foreign key ${code(identifier(key))} is checked at the commit. Until then ${code(step.statement.kind)} fails: "cannot ALTER TABLE because it has pending trigger events".`,
    fix: sql(
      "-- check the keys right before the statement, or put it into a migration of its own:",
      "SET CONSTRAINTS ALL IMMEDIATE;"
    )
  })
});
function earlier(step, { stepsInTransaction }) {
  const together2 = stepsInTransaction.get(step.session.transaction?.number ?? -1) ?? [];
  return together2.filter((one2) => one2.index < step.index && one2.effects.writes !== "none");
}
function deferredKey(writer, relation) {
  if (!writer.effects.writesTo.includes(relation) || writer.effects.writes === "none") return null;
  const own2 = foreignKeysOf(writer.before, relation).filter(({ key }) => key.deferred);
  const others = foreignKeysTo(writer.before, relation).filter(({ key }) => key.deferred);
  const update2 = nodeIf(writer, "UpdateStmt");
  if (update2 !== null) {
    const set2 = new Set(bodiesOf("ResTarget", update2.targetList).map((column) => column.name ?? ""));
    const touched = own2.find(({ key }) => key.columns.some((column) => set2.has(column))) ?? others.find(({ key }) => key.referencedColumns.some((column) => set2.has(column)));
    return touched?.key.name ?? null;
  }
  if (nodeIf(writer, "DeleteStmt") !== null) return others[0]?.key.name ?? null;
  return own2[0]?.key.name ?? null;
}

// src/rules/migration-deadlock/runners-not-kept-apart/rule.ts
var rule39 = changesetRule({
  id: "runners-not-kept-apart",
  mode: "migration-deadlock",
  detect: (changeset) => meetings(changeset, "none", harmsTwice).filter(({ guessed }) => !guessed).map((meeting) => ({ ...meeting, severity: "note", at: at(meeting.step), alsoModes: ["invalid-index"] })),
  describe: (match) => ({
    title: `Nothing keeps two runs of ${match.tool.title} apart`,
    message: `${match.lock.how} ${code(commandOf5(match))} ${waitsForSnapshots(match.step) ? 'of both at once ends in a deadlock or in "already exists", and an INVALID index may stay.' : "of both at once does its work twice, or fails in one of them."}`,
    fix: sql(...match.lock.fix)
  }),
  boxes: () => [{ phase: "before", text: "Only one job runs the migrations at a time", sql: "" }]
});
function harmsTwice(step) {
  return waitsForSnapshots(step) || step.effects.writes !== "none" && step.effects.fails === null;
}
function commandOf5({ step: { statement } }) {
  return concurrentCommand(statement.node) ?? statement.kind;
}

// src/rules/alone.ts
function alone2(step, why) {
  if (isHarmless(step)) return sql(comment2(`${why}, in a migration of its own:`), BOUNDED_WAIT, asWritten(step));
  const form = "in its safe form where another finding has one";
  return comment2(`${why}: the ${step.statement.kind} in a migration of its own, ${form}`);
}
var STATEMENTS2 = /* @__PURE__ */ new Set([
  "AlterPolicyStmt",
  "CreatePolicyStmt",
  "CreateStmt",
  "CreateTrigStmt",
  "DeleteStmt",
  "InsertStmt",
  "UpdateStmt"
]);
var SUBCOMMANDS2 = /* @__PURE__ */ new Set([
  "AT_AddColumn",
  "AT_AddConstraint",
  "AT_AlterColumnType",
  "AT_ColumnDefault",
  "AT_DropNotNull",
  "AT_SetNotNull",
  "AT_SetStatistics",
  "AT_SetStorage",
  "AT_ValidateConstraint"
]);
function isHarmless(step) {
  const { rewrites, scans, rebuildsIndexes, writes, fails, notModelled: notModelled2 } = step.effects;
  const touches2 = existing([...rewrites, ...scans, ...rebuildsIndexes]);
  if (touches2.some(({ because: because2 }) => because2.id !== "validation") || writes === "unbounded") return false;
  if (fails !== null || notModelled2 !== null) return false;
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null) return STATEMENTS2.has(step.statement.node.tag);
  return bodiesOf("AlterTableCmd", body.cmds).every(({ subtype }) => SUBCOMMANDS2.has(subtype ?? "AT_AddColumn"));
}

// src/rules/migration-deadlock/targets.ts
function targets(step) {
  const { node } = step.statement;
  const blocked = blockedRelations(step.effects).filter((name) => isTable(step, name));
  const only2 = (range) => {
    const name = resolveRange(step.before, effective(step.session).searchPath, range);
    return blocked.filter((one2) => one2 === name);
  };
  switch (node.tag) {
    case "AlterTableStmt": {
      const own2 = node.body.objtype === "OBJECT_TABLE" ? only2(node.body.relation) : [];
      return {
        own: own2,
        ends: blocked.filter(
          (name) => !own2.some((table3) => name === table3 || ancestors(step.before, name).includes(table3))
        )
      };
    }
    case "CreateStmt":
      return { own: bodiesOf("RangeVar", node.body.inhRelations).flatMap(only2), ends: [] };
    case "DropStmt":
      return {
        own: node.body.removeType === "OBJECT_TABLE" ? blocked.filter((name) => !step.after.relations.has(name)) : blocked,
        ends: []
      };
    case "AlterSeqStmt":
      return { own: [], ends: [] };
    default:
      return {
        own: blocked.filter((name) => !ancestors(step.before, name).some((parent) => blocked.includes(parent))),
        ends: []
      };
  }
}
function isTable(step, name) {
  if (step.before.indexes.has(name)) return false;
  const kind = step.before.relations.get(name)?.kind;
  return kind === void 0 || kind === "table" || kind === "partitioned table";
}

// src/rules/migration-deadlock/several-tables-in-one-transaction/rule.ts
var rule40 = changesetRule({
  id: "several-tables-in-one-transaction",
  mode: "migration-deadlock",
  detect: (changeset) => [...severalInTransaction(changeset), ...severalAtOnce(changeset)],
  describe: ({ step, relations, atOnce }) => ({
    title: `One transaction locks ${relations.map(shortName).join(" and ")}`,
    message: `This transaction makes writes to ${tables(relations)} wait until it commits, and takes the locks one after the other. An application that writes the same tables in the other order waits for the migration while the migration waits for it: a deadlock, and Postgres kills one of the two.`,
    fix: atOnce ? comment2("one table a transaction: cut the statement into one for each table, each in a migration of its own") : alone2(step, "one table a transaction")
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `No transaction of the application writes ${tables(match.relations)} in another order than this migration`
    ),
    box(
      "after",
      "The deploy has caused no deadlock",
      "SELECT deadlocks, stats_reset FROM pg_stat_database WHERE datname = current_database();"
    )
  )
});
function severalInTransaction({ stepsWith: stepsWith2 }) {
  const seen = /* @__PURE__ */ new Map();
  const found2 = [];
  for (const step of stepsWith2.get("in-transaction") ?? []) {
    const number = step.session.transaction?.number;
    if (number === void 0 || step.effects.fails !== null || blockedRelations(step.effects).length === 0) continue;
    const added2 = targets(step);
    if (added2.own.length + added2.ends.length === 0) continue;
    const before = seen.get(number);
    const held = before === void 0 ? { ...added2, first: step, told: isAtOnce(step, added2) } : together(before, added2);
    const tables2 = before === void 0 || before.told ? [] : counted3(held);
    const tell = tables2.length > counted3(before ?? held).length;
    if (tell)
      found2.push({ severity: "caution", at: at(step), related: [held.first], step, relations: tables2, atOnce: false });
    seen.set(number, { ...held, told: held.told || tell });
  }
  return found2;
}
function together(before, { own: own2, ends }) {
  return { ...before, own: [.../* @__PURE__ */ new Set([...before.own, ...own2])], ends: [.../* @__PURE__ */ new Set([...before.ends, ...ends])] };
}
function counted3({ own: own2, ends }) {
  if (own2.length > 1) return own2;
  const far = ends.filter((name) => !own2.includes(name));
  return far.length > 1 ? far : [];
}
var AT_ONCE = ["TruncateStmt", "LockStmt"];
function severalAtOnce({ stepsWith: stepsWith2 }) {
  const steps = AT_ONCE.flatMap((tag) => stepsWith2.get(tag) ?? []);
  return steps.flatMap((step) => {
    const all = targets(step);
    if (!isAtOnce(step, all) || step.effects.fails !== null) return [];
    return [{ severity: "caution", at: at(step), step, relations: all.own, atOnce: true }];
  });
}
function isAtOnce(step, { own: own2 }) {
  return own2.length > 1 && AT_ONCE.some((tag) => tag === step.statement.node.tag);
}

// src/rules/migration-deadlock/unordered-batches/rule.ts
var rule41 = statementRule({
  id: "unordered-batches",
  mode: "migration-deadlock",
  on: ["UpdateStmt", "DeleteStmt"],
  detect: (step) => {
    const body = nodeIf(step, "UpdateStmt") ?? nodeIf(step, "DeleteStmt");
    const relation = rangeAt(step, body?.relation);
    if (body === null || step.effects.fails !== null || !isOthers(step, relation)) return [];
    const batch = findAll("SelectStmt", [body.whereClause ?? {}, body.withClause ?? {}]).find(isUnorderedBatch);
    if (batch === void 0) return [];
    return [{ severity: "note", at: at(step), alsoModes: ["backfill-wal-flood"], step, relation }];
  },
  describe: ({ step, relation }) => ({
    title: `The batch locks rows of ${shortName(relation)} in no particular order`,
    message: `${code(step.statement.kind)} takes the rows of ${table2(relation)} that its ${code("LIMIT")} happens to find, and locks them in that order. A transaction of the application that writes two of the same rows the other way round and this one wait for each other: a deadlock, and Postgres kills one of the two. ${code("ORDER BY … FOR UPDATE SKIP LOCKED")} in the query that picks the rows keeps out of it.`,
    fix: ""
  })
});
function isUnorderedBatch(query2) {
  if (query2.limitCount === void 0 || query2.fromClause === void 0) return false;
  return query2.sortClause === void 0 && query2.lockingClause === void 0;
}

// src/rules/migration-deadlock/write-then-alter/rule.ts
var rule42 = statementRule({
  id: "write-then-alter",
  mode: "migration-deadlock",
  on: ["in-transaction"],
  detect: (step, { steps }) => {
    const transaction2 = step.session.transaction;
    if (transaction2 === null || step.effects.fails !== null) return [];
    for (const { relation, mode, existing: existing2 } of step.effects.locks) {
      const since = transaction2.wrote.get(relation);
      const held = transaction2.locks.get(relation);
      if (!existing2 || since === void 0 || !blocksWrites(mode)) continue;
      if (held !== void 0 && blocksWrites(held.mode)) continue;
      const writer = steps[since];
      const related = writer === void 0 ? [] : [writer];
      return [
        { severity: "unsafe", at: at(step), alsoModes: ["lock-queue-freeze"], related, step, relation, mode, writer }
      ];
    }
    return [];
  },
  describe: ({ step, relation, mode, writer }) => ({
    title: `A lock on ${shortName(relation)} is raised in one transaction, which deadlocks`,
    message: `${code(writer?.statement.kind ?? "An earlier statement")} has written or locked rows of ${table2(relation)} in this transaction; now ${code(step.statement.kind)} wants ${mode}, which blocks ${blockedWork(mode)}, and waits for every other writer. One of them that waits for a row of this transaction makes it a deadlock, and Postgres kills one of the two.`,
    fix: alone2(step, "the rows are committed first")
  })
});

// src/rules/destructive-rollback/check-not-immutable/rule.ts
var rule43 = statementRule({
  id: "check-not-immutable",
  mode: "destructive-rollback",
  on: ["CreateStmt", "AT_AddConstraint", "AT_AddColumn", "CreateDomainStmt", "AlterDomainStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return checksOf(step).flatMap(({ owner, expression: expression2, part }) => {
      const call = unsteadyCall(step, expression2);
      if (call === null) return [];
      return [{ severity: "caution", at: at(step, part), alsoModes: ["not-null-without-backfill"], owner, call }];
    });
  },
  describe: ({ owner, call }) => ({
    title: `A CHECK of ${owner} depends on ${call}`,
    message: `A CHECK is looked at when its row is written. With ${code(call)} in it, a row of ${code(owner)} that passed once may not pass later, and nobody notices until the rows are written again: loading a dump of the table fails, and so does a copy, an UPDATE of another column or VALIDATE CONSTRAINT.`,
    fix: sql(
      "-- check it where the row is written, in the code or in a BEFORE INSERT trigger; keep in the CHECK what holds for ever"
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `The CHECK of ${code(match.owner)} only becomes truer as ${code(match.call)} moves on: a row that passed once passes for ever`
    )
  )
});
function checksOf(step) {
  const create = nodeIf(step, "CreateStmt");
  if (create !== null) return checksIn(shortName(rangeAt(step, create.relation)), create.tableElts, 0);
  const alter2 = nodeIf(step, "AlterTableStmt");
  if (alter2 !== null) {
    const owner2 = shortName(rangeAt(step, alter2.relation));
    return bodiesOf("AlterTableCmd", alter2.cmds).flatMap(
      (cmd, part) => cmd.def === void 0 ? [] : checksIn(owner2, [cmd.def], part)
    );
  }
  const domain = nodeIf(step, "CreateDomainStmt");
  if (domain !== null) return checksIn(texts(domain.domainname).at(-1) ?? "", domain.constraints, 0);
  const altered2 = nodeIf(step, "AlterDomainStmt");
  const owner = altered2 === null ? "" : shortName(objectAt(step, { List: { items: altered2.typeName ?? [] } }));
  return altered2?.def === void 0 ? [] : checksIn(owner, [altered2.def], 0);
}
function checksIn(owner, elements, part) {
  const constraints = [
    ...bodiesOf("Constraint", elements),
    ...bodiesOf("ColumnDef", elements).flatMap((column) => bodiesOf("Constraint", column.constraints))
  ];
  return constraints.flatMap(
    ({ contype, raw_expr }) => contype === "CONSTR_CHECK" && raw_expr !== void 0 ? [{ owner, expression: raw_expr, part }] : []
  );
}
var CLOCKS = /* @__PURE__ */ new Set(["now", "transaction_timestamp", "statement_timestamp"]);
function unsteadyCall(step, expression2) {
  const { searchPath } = effective(step.session);
  for (const call of findAll("FuncCall", expression2)) {
    const name = texts(call.funcname);
    const own2 = findRoutine(step.before, searchPath, name) !== void 0;
    const volatile = !own2 && functionVolatility(name, step.before, searchPath) === "volatile";
    if (volatile || CLOCKS.has(name.at(-1) ?? "")) return `${name.join(".")}()`;
  }
  const clock = findAll("SQLValueFunction", expression2).find(({ op }) => /DATE|TIME/.test(op ?? ""));
  if (clock === void 0) return null;
  return /SVFOP_(\w+?)(?:_N)?$/.exec(clock.op ?? "")?.[1] ?? "the clock";
}

// src/rules/altered-part.ts
function alteredParts(step, ...kinds) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null || step.effects.fails !== null) return [];
  const table3 = rangeAt(step, body.relation);
  if (!isOthers(step, table3)) return [];
  return bodiesOf("AlterTableCmd", body.cmds).flatMap(
    (cmd, part) => cmd.subtype !== void 0 && kinds.includes(cmd.subtype) ? [{ cmd, part, table: table3 }] : []
  );
}

// src/rules/destructive-rollback/constraint-not-enforced/rule.ts
var rule44 = statementRule({
  id: "constraint-not-enforced",
  mode: "destructive-rollback",
  on: ["AT_AlterConstraint", "AT_AddConstraint"],
  detect: (step) => alteredParts(step, "AT_AlterConstraint", "AT_AddConstraint").flatMap(({ cmd, part, table: table3 }) => {
    const found2 = notEnforced(cmd);
    if (found2 === null || step.before.relations.get(table3)?.constraints.get(found2.constraint)?.set === step.set)
      return [];
    return [{ severity: found2.was ? "unsafe" : "caution", at: at(step, part), step, table: table3, ...found2 }];
  }),
  describe: ({ step, table: table3, constraint, was }) => ({
    title: `${constraint === "" ? "The new constraint" : identifier(constraint)} of ${shortName(table3)} checks nothing`,
    message: `A constraint that is ${code("NOT ENFORCED")} stands in the schema of ${table2(table3)} and refuses no row, neither old nor new${was ? "; enforcing it again reads every row and fails on the first that got in meanwhile" : ""}. The statement ${lockClause(step, table3)} until the transaction ends.`,
    fix: was ? "-- leave it enforced; a load that breaks it for a while needs a table of its own" : sql("-- NOT VALID instead: new rows are checked, old ones when VALIDATE CONSTRAINT follows")
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `All code that writes ${table2(match.table)} keeps to ${match.constraint === "" ? "the new constraint" : code(identifier(match.constraint))} by itself, and nobody takes it for a check`
    )
  )
});
function notEnforced({ subtype, def }) {
  const altered2 = subtype === "AT_AlterConstraint" ? bodyOf("ATAlterConstraint", def) : null;
  if (altered2 !== null)
    return altered2.alterEnforceability === true && altered2.is_enforced !== true ? { constraint: altered2.conname ?? "", was: true } : null;
  const added2 = bodyOf("Constraint", def);
  const canBe = added2?.contype === "CONSTR_CHECK" || added2?.contype === "CONSTR_FOREIGN";
  return canBe && added2.is_enforced !== true ? { constraint: added2.conname ?? "", was: false } : null;
}

// src/rules/set-end.ts
function schemaAtStart(step, { stepsInSet }) {
  return (stepsInSet.get(step.set)?.[0] ?? step).before;
}
function schemaAtEnd(step, { stepsInSet }) {
  const { direction } = step.section;
  const last = (stepsInSet.get(step.set) ?? []).findLast((one2) => one2.section.direction === direction);
  return (last ?? step).after;
}

// src/rules/destructive-rollback/locked.ts
function lockedMeanwhile(step, relation, subject = "It") {
  const others = step.effects.locks.filter((lock2) => lock2.existing && lock2.relation !== relation).map((lock2) => lock2.relation);
  const also = others.length === 0 ? "" : `, and locks ${tables(others)} as well,`;
  return `${subject} ${lockClause(step, relation)}${also} until the transaction ends.`;
}
function refusedOrLocked(step, table3) {
  const { fails } = step.effects;
  return fails === null ? lockedMeanwhile(step, table3) : `As it stands Postgres refuses it: ${code(fails)}.`;
}

// src/rules/destructive-rollback/default-dropped/rule.ts
var rule45 = statementRule({
  id: "default-dropped",
  mode: "destructive-rollback",
  on: ["AT_ColumnDefault", "AT_DropIdentity", "AT_DropExpression"],
  detect: (step, changeset) => alteredParts(step, "AT_ColumnDefault", "AT_DropIdentity", "AT_DropExpression").flatMap(
    ({ cmd, part, table: table3 }) => {
      const what = droppedBy(cmd);
      const column = cmd.name ?? "";
      if (what === null || !isOthersColumn(step, table3, column)) return [];
      const known2 = step.before.relations.get(table3)?.columns.get(column);
      const before = schemaAtStart(step, changeset).relations.get(table3)?.columns.get(column);
      if (known2?.hasDefault === false || before?.hasDefault === false) return [];
      if (endsWell(step, changeset, table3, column)) return [];
      const required = known2?.notNull ?? null;
      return [
        {
          severity: "caution",
          at: at(step, part),
          alsoModes: ["rename-in-rolling-deploy"],
          step,
          table: table3,
          column,
          what,
          required
        }
      ];
    }
  ),
  describe: (match) => ({
    title: `Nothing fills ${identifier(match.column)} of ${shortName(match.table)} any more`,
    message: messageOf4(match),
    fix: sql(
      "-- in a later release, when all code that inserts gives the column a value:",
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(match.table)} ALTER COLUMN ${identifier(match.column)} DROP ${match.what};`
    )
  }),
  boxes: ({ table: table3, column }) => [
    {
      phase: "before",
      text: `Every INSERT into ${table2(table3)} by code that runs gives ${code(identifier(column))} a value`,
      sql: ""
    }
  ]
});
function droppedBy({ subtype, def }) {
  if (subtype === "AT_DropIdentity") return "IDENTITY";
  if (subtype === "AT_DropExpression") return "EXPRESSION";
  return def === void 0 || isNullConstant(def) ? "DEFAULT" : null;
}
function endsWell(step, changeset, table3, column) {
  const end = schemaAtEnd(step, changeset).relations.get(table3);
  if (end === void 0) return step.before.relations.has(table3);
  const known2 = end.columns.get(column);
  return known2 === void 0 ? step.before.relations.get(table3)?.columns.has(column) === true : known2.hasDefault === true;
}
function messageOf4({ step, table: table3, column, what, required }) {
  const name = code(identifier(column));
  const then = required === true ? `an INSERT that leaves ${name} out fails, because it is NOT NULL` : required === false ? `an INSERT that leaves ${name} out writes NULL` : `an INSERT that leaves ${name} out writes NULL, or fails where the column is NOT NULL`;
  const stays = what === "EXPRESSION" ? " Values that are there stay as they are and are computed no more." : "";
  return `Without its ${what.toLowerCase()} ${then}; old code in a rolling deploy does so.${stays} ${lockedMeanwhile(step, table3, "The statement")}`;
}

// src/rules/destructive-rollback/acknowledged.ts
function inLaterRelease(rule120, statement, before = []) {
  return sql(
    "-- 1. release the code that no longer uses it, and let every old version of it stop",
    "-- 2. take a backup, and try that it restores",
    "-- 3. in a later migration of its own:",
    "SET lock_timeout = '2s';",
    ...before,
    `-- pg-preflight: allow ${rule120} -- unused since the last release, backup taken`,
    statement
  );
}
function backupBox(what) {
  return { phase: "before", text: `A backup holds ${what}, and somebody has tried to restore it`, sql: "" };
}
function unusedTableBox(table3) {
  return {
    phase: "before",
    text: `No code uses ${code(shortName(table3))} any more: these counts stand still for a day`,
    sql: sql(
      "SELECT relname, seq_scan, idx_scan, n_tup_ins, n_tup_upd, n_tup_del",
      `FROM pg_stat_user_tables WHERE relid = to_regclass(${literal2(table3)});`
    )
  };
}
function unusedColumnBox(table3, column) {
  return fitsCode(
    `No code reads or writes ${code(column)} of ${code(shortName(table3))} any more`,
    statementsNaming(column)
  );
}

// src/rules/destructive-rollback/down-deletes-rows/rule.ts
var rule46 = statementRule({
  id: "down-deletes-rows",
  mode: "destructive-rollback",
  on: ["DeleteStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "DeleteStmt");
    if (body === null || !isDown(step) || step.effects.writes !== "bounded" || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    if (!isOthers(step, table3) || wasInserted(step, table3, changeset)) return [];
    return [{ severity: "caution", at: at(step), table: table3 }];
  },
  describe: ({ table: table3 }) => ({
    title: `Rolling back deletes rows of ${shortName(table3)} that the up did not write`,
    message: `The down migration deletes from ${table2(table3)}, and the up inserts nothing there: what goes was there before or was written since, and the next up does not bring it back.`,
    fix: "-- leave the rows in the down, or move them to a table that is kept"
  }),
  boxes: ({ table: table3 }) => [backupBox(table2(table3))]
});
function wasInserted(step, table3, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => {
    const insert2 = nodeIf(one2, "InsertStmt") ?? nodeIf(one2, "CopyStmt");
    return insert2 !== null && !isDown(one2) && rangeAt(one2, insert2.relation) === table3;
  });
}

// src/rules/destructive-rollback/made-by-up.ts
function dropsOf(step) {
  const drop3 = nodeIf(step, "DropStmt");
  const kind = drop3?.removeType === void 0 ? void 0 : KINDS3.get(drop3.removeType);
  if (drop3 !== null && kind !== void 0) {
    const byName2 = kind === "schema" || kind === "extension";
    return (drop3.objects ?? []).map((object) => {
      const key = byName2 ? nameParts(object).at(-1) ?? "" : objectAt(step, object);
      return { kind, key, words: `${kind} ${byName2 ? identifier(key) : shortName(key)}`, column: null, part: 0 };
    });
  }
  const alter2 = nodeIf(step, "AlterTableStmt");
  if (alter2 === null) return [];
  const table3 = rangeAt(step, alter2.relation);
  return bodiesOf("AlterTableCmd", alter2.cmds).flatMap(
    (cmd, part) => cmd.subtype === "AT_DropColumn" ? [columnThing(table3, cmd.name ?? "", part)] : []
  );
}
function makerOf(thing, down, { stepsInSet }) {
  for (const step of stepsInSet.get(down.set) ?? []) {
    if (step.index >= down.index) break;
    if (isDown(step)) continue;
    for (const made of makesOf(step)) {
      if (made.kind === thing.kind && made.key === thing.key) return { step, ifNotExists: made.ifNotExists };
    }
  }
  return null;
}
var KINDS3 = /* @__PURE__ */ new Map([
  ["OBJECT_TABLE", "table"],
  ["OBJECT_INDEX", "index"],
  ["OBJECT_SCHEMA", "schema"],
  ["OBJECT_EXTENSION", "extension"],
  ["OBJECT_SEQUENCE", "sequence"]
]);
function makesOf(step) {
  const { node } = step.statement;
  switch (node.tag) {
    case "CreateStmt":
      return [{ kind: "table", key: rangeAt(step, node.body.relation), ifNotExists: node.body.if_not_exists === true }];
    case "CreateSeqStmt":
      return [
        { kind: "sequence", key: rangeAt(step, node.body.sequence), ifNotExists: node.body.if_not_exists === true }
      ];
    case "CreateSchemaStmt":
      return [{ kind: "schema", key: node.body.schemaname ?? "", ifNotExists: node.body.if_not_exists === true }];
    case "CreateExtensionStmt":
      return [{ kind: "extension", key: node.body.extname ?? "", ifNotExists: node.body.if_not_exists === true }];
    case "IndexStmt": {
      const { schema } = splitName(rangeAt(step, node.body.relation));
      return [
        {
          kind: "index",
          key: relationName(schema, node.body.idxname ?? ""),
          ifNotExists: node.body.if_not_exists === true
        }
      ];
    }
    case "AlterTableStmt": {
      const table3 = rangeAt(step, node.body.relation);
      return bodiesOf("AlterTableCmd", node.body.cmds).flatMap((cmd) => {
        const column = cmd.subtype === "AT_AddColumn" ? bodyOf("ColumnDef", cmd.def)?.colname : void 0;
        return column === void 0 ? [] : [{ ...columnThing(table3, column, 0), ifNotExists: cmd.missing_ok === true }];
      });
    }
    default:
      return [];
  }
}
function columnThing(table3, name, part) {
  return {
    kind: "column",
    key: `${table3} ${name}`,
    words: `column ${identifier(name)} of ${shortName(table3)}`,
    column: { table: table3, name },
    part
  };
}

// src/rules/destructive-rollback/down-drops-preexisting/rule.ts
var rule47 = statementRule({
  id: "down-drops-preexisting",
  mode: "destructive-rollback",
  on: ["DropStmt", "AT_DropColumn"],
  detect: (step, changeset) => isDown(step) && step.effects.fails === null ? dropsOf(step).flatMap((thing) => unownedOf(thing, step, changeset)) : [],
  describe: ({ thing, up }) => ({
    title: "Rolling back may drop what was there before this migration",
    message: `The up says ${code("IF NOT EXISTS")} (${code(up.statement.kind)}), so where the ${code(thing.words)} was there already it made nothing. The down drops it all the same, with everything that was in it before.`,
    fix: "-- leave IF NOT EXISTS out of the up, so that it fails where the thing exists; or leave the drop out of the down"
  })
});
function unownedOf(thing, step, changeset) {
  const maker = makerOf(thing, step, changeset);
  if (maker?.ifNotExists !== true || isToldAlready(thing, step)) return [];
  return [
    {
      severity: "unsafe",
      at: at(step, thing.part),
      alsoModes: ["replica-schema-drift"],
      related: [maker.step],
      thing,
      up: maker.step
    }
  ];
}
function isToldAlready({ kind, key, column }, step) {
  if (kind === "table") return isOthers(step, key);
  if (kind === "schema") return step.before.schemas.get(key) !== step.set;
  return column !== null && isOthersColumn(step, column.table, column.name);
}

// src/rules/destructive-rollback/down-drops-what-up-made/rule.ts
var rule48 = changesetRule({
  id: "down-drops-what-up-made",
  mode: "destructive-rollback",
  detect: (changeset) => changeset.migrations.flatMap((migration) => lossOf(migration, changeset)),
  describe: ({ things }) => ({
    title: "Rolling back deletes what was written since the deploy",
    message: `The down migration drops what the up made: ${things.map(({ words: words4 }) => code(words4)).join(", ")}. Whatever was written there since the deploy is lost with it.`,
    fix: "-- repair forward: a new migration that corrects the mistake and keeps the rows"
  }),
  boxes: ({ path }) => [
    {
      phase: "during",
      text: `Should it go wrong, repair forward; run the down of ${code(path)} only after a backup of what was written since`,
      sql: ""
    }
  ]
});
function lossOf(migration, changeset) {
  const steps = (changeset.stepsOf.get(migration) ?? []).filter((step) => isDown(step) && step.effects.fails === null);
  const losses = steps.flatMap(
    (step) => dropsOf(step).filter((thing) => isLoss(thing, step, changeset)).map((thing) => ({ step, thing }))
  );
  const [first] = losses;
  if (first === void 0) return [];
  const related = losses.map(({ step }) => step).filter((step, nth, all) => step !== first.step && all.indexOf(step) === nth);
  return [
    {
      severity: "caution",
      at: at(first.step, first.thing.part),
      related,
      path: migration.path,
      things: losses.map(({ thing }) => thing)
    }
  ];
}
function isLoss(thing, step, changeset) {
  if (thing.kind !== "table" && thing.kind !== "column") return false;
  return makerOf(thing, step, changeset)?.ifNotExists === false;
}

// src/rules/destructive-rollback/pairs.ts
function pairsOf({ migrations, stepsOf }) {
  const pairs = /* @__PURE__ */ new Map();
  for (const migration of migrations) {
    const key = pairKey(migration.path);
    const pair = pairs.get(key);
    if (pair === void 0) pairs.set(key, [migration]);
    else pair.push(migration);
  }
  return [...pairs.values()].map((both2) => {
    const steps = both2.flatMap((migration) => stepsOf.get(migration) ?? []).sort((a, b) => a.index - b.index);
    return { migrations: both2, up: steps.filter((step) => !isDown(step)), down: steps.filter(isDown) };
  });
}
function pairKey(path) {
  return path.replace(/(^|[./_-])(?:up|down|do|undo|rollback)(?=\.)/i, "$1").replace(/(^|\/)[UV]([0-9][0-9._]*__)/, "$1$2").replace(/(^|\/)(?:deploy|revert)\//, "$1").replace(/\.{2,}/g, ".");
}

// src/rules/destructive-rollback/down-missing/rule.ts
var rule49 = changesetRule({
  id: "down-missing",
  mode: "destructive-rollback",
  detect: (changeset) => missingIn(changeset),
  describe: ({ path }) => ({
    title: "This migration has no way back, and others of the change have",
    message: `${code(path)} goes up only. A rollback of the deploy takes back the migrations around it and stops at this one, or passes over it and leaves its schema to the old code.`,
    fix: "-- add the down, or say in a comment of the file why there is none: -- irreversible: …"
  }),
  boxes: ({ path }) => [
    {
      phase: "before",
      text: `It is clear how to go back should ${code(path)} go wrong: forward, by another migration`,
      sql: ""
    }
  ]
});
function missingIn(changeset) {
  const pairs = pairsOf(changeset);
  const tools = new Set(pairs.filter(hasDown).map(({ migrations }) => migrations[0]?.framework));
  if (tools.size === 0) return [];
  return pairs.flatMap((pair) => {
    const [first] = pair.up;
    if (first === void 0 || hasDown(pair) || !tools.has(first.migration.framework)) return [];
    if (pair.migrations.some(saysWhy)) return [];
    return [{ severity: "caution", at: at(first), path: first.migration.path }];
  });
}
function hasDown({ migrations }) {
  return migrations.some(({ sections }) => sections.some(({ direction }) => direction === "down"));
}
function saysWhy({ text: text2, comments }) {
  return comments.some(
    ({ start, end }) => /irreversible|not reversible|forward[- ]only|no (?:down|rollback|way back)/i.test(text2.slice(start, end))
  );
}

// src/rules/destructive-rollback/down-not-inverse/differences.ts
function differences(before, after, set2) {
  return [...before.relations.values()].flatMap((relation) => {
    const now = after.relations.get(relation.name);
    if (now === relation || now === void 0 || relation.set === set2 || !relation.complete) return [];
    return [...constraintsOf(relation, now), ...indexesOf(relation, now, after), ...columnsOf4(relation, now)];
  });
}
function constraintsOf(before, now) {
  const table3 = code(shortName(before.name));
  const told = ({ kind, columns }) => kind !== "not-null" && columns.every((one2) => now.columns.has(one2));
  const missing = [...before.constraints.values()].filter((one2) => told(one2) && !now.constraints.has(one2.name));
  const left = [...now.constraints.values()].filter(
    (one2) => told(one2) && one2.columns.some((column) => before.columns.has(column)) && !before.constraints.has(one2.name)
  );
  return [
    ...missing.map(({ name }) => `${table3} lacks the constraint ${code(identifier(name))}`),
    ...left.map(({ name }) => `${table3} still has the constraint ${code(identifier(name))}`)
  ];
}
function indexesOf(before, now, after) {
  const ofConstraints = new Set(
    [before, now].flatMap(
      ({ constraints }) => [...constraints.values()].flatMap((one2) => "index" in one2 ? [one2.index] : [])
    )
  );
  const table3 = code(shortName(before.name));
  const words4 = (name) => code(identifier(splitName(name).name));
  const missing = before.indexes.filter((name) => !now.indexes.includes(name) && !ofConstraints.has(name));
  const left = now.indexes.filter(
    (name) => !before.indexes.includes(name) && !ofConstraints.has(name) && after.indexes.get(name)?.unique === true
  );
  return [
    ...missing.map((name) => `${table3} lacks the index ${words4(name)}`),
    ...left.map((name) => `${table3} still has the unique index ${words4(name)}`)
  ];
}
function columnsOf4(before, now) {
  return [...now.columns.values()].flatMap((column) => {
    const name = code(`${shortName(before.name)}.${identifier(column.name)}`);
    const old = before.columns.get(column.name);
    if (old === column) return [];
    if (old === void 0)
      return column.notNull === true && column.hasDefault === false ? [`${name} is left and required, which the INSERTs of old code leave out`] : [];
    return changes(old, column).map((words4) => `${name} ${words4}`);
  });
}
function changes(old, now) {
  const found2 = [];
  if (old.type !== null && now.type !== null && !sameType(old.type, now.type))
    found2.push(`is ${code(typeWords(now.type))} and was ${code(typeWords(old.type))}`);
  if (old.notNull !== now.notNull && old.notNull !== null && now.notNull !== null)
    found2.push(now.notNull ? "is NOT NULL and was not" : "is not NOT NULL any more");
  if (old.hasDefault !== now.hasDefault && old.hasDefault !== null && now.hasDefault !== null)
    found2.push(now.hasDefault ? "has a default and had none" : "has lost its default");
  return found2;
}

// src/rules/destructive-rollback/down-not-inverse/rule.ts
var rule50 = changesetRule({
  id: "down-not-inverse",
  mode: "destructive-rollback",
  detect: (changeset) => pairsOf(changeset).flatMap(notInverse),
  describe: (match) => ({
    title: "The down does not bring back the schema that was there before the up",
    message: `After up and down ${match.differences.map((words4) => `${words4}`).join("; ")}. The old code that a rollback brings back was never run on this schema, and databases that went up and down differ from those that did neither.`,
    fix: "-- in the down: undo each of these, the last one first"
  }),
  boxes: () => [
    {
      phase: "before",
      text: `The down was tried after the up, and the schema compared (${code("pg_dump --schema-only")} before and after)`,
      sql: ""
    }
  ]
});
function notInverse({ up, down }) {
  const first = up[0];
  const last = down.findLast(changesSchema);
  if (first === void 0 || last === void 0 || !up.some(changesSchema) || down.some(({ effects }) => effects.fails !== null))
    return [];
  const found2 = differences(first.before, last.after, first.set);
  return found2.length === 0 ? [] : [{ severity: "caution", at: at(last), alsoModes: ["replica-schema-drift"], differences: found2 }];
}
function changesSchema({ before, after }) {
  return before !== after;
}

// src/rules/destructive-rollback/dropped-object.ts
var WORDS = {
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_ROUTINE: "routine",
  OBJECT_AGGREGATE: "aggregate",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_OPERATOR: "operator",
  OBJECT_COLLATION: "collation",
  OBJECT_CAST: "cast"
};
function droppedObjects(step) {
  const body = nodeIf(step, "DropStmt");
  const kind = body?.removeType === void 0 ? void 0 : WORDS[body.removeType];
  if (body === null || kind === void 0) return [];
  return (body.objects ?? []).flatMap((object) => {
    const key = keyOf2(step, kind, object);
    return isNew(step, kind, key) ? [] : [{ kind, key, name: nameOf3(kind, key, object) }];
  });
}
function recreating(step, { kind, key }, { stepsInSet }) {
  const later = laterInSet(step, stepsInSet);
  const found2 = later.find(({ after, set: set2 }) => {
    if (isRelation(kind)) return after.relations.get(key)?.set === set2;
    return isType(kind) ? after.types.get(key)?.set === set2 : after.routines.get(key)?.set === set2;
  });
  return found2 ?? null;
}
function laterInSet(step, stepsInSet) {
  const together2 = stepsInSet.get(step.set) ?? [];
  return together2.filter((one2) => one2.index > step.index && one2.section.direction === step.section.direction);
}
function keyOf2(step, kind, object) {
  if (isRelation(kind)) return objectAt(step, object);
  return keyAt(step, isType(kind) ? step.before.types : step.before.routines, nameParts(object));
}
function isNew(step, kind, key) {
  if (isRelation(kind)) return !isOthers(step, key);
  const known2 = isType(kind) ? step.before.types.get(key) : step.before.routines.get(key);
  return known2?.set === step.set;
}
function nameOf3(kind, key, object) {
  if (kind === "operator") return nameParts(object).at(-1) ?? "";
  if (kind === "cast") return "";
  return key === "" ? nameParts(object).map(identifier).join(".") : shortName(key);
}
function isRelation(kind) {
  return kind === "view" || kind === "materialized view" || kind === "sequence";
}
function isType(kind) {
  return kind === "type" || kind === "domain";
}

// src/rules/destructive-rollback/dropped-column.ts
function droppedColumns(step) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null || body.objtype === "OBJECT_TYPE" || step.effects.fails !== null) return [];
  const table3 = rangeAt(step, body.relation);
  const known2 = step.before.relations.get(table3);
  return bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
    const column = cmd.name ?? "";
    if (cmd.subtype !== "AT_DropColumn" || !isOthersColumn(step, table3, column)) return [];
    if (cmd.missing_ok === true && known2?.complete === true && !known2.columns.has(column)) return [];
    return [{ step, table: table3, column, part, cascade: cmd.behavior === "DROP_CASCADE" }];
  });
}
function readding({ step, table: table3, column }, { stepsInSet }) {
  const later = [step, ...laterInSet(step, stepsInSet)];
  return later.find((one2) => addedColumn2(one2, table3, column) !== null) ?? null;
}
function addedColumn2(step, table3, column) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null || rangeAt(step, body.relation) !== table3) return null;
  const added2 = bodiesOf("AlterTableCmd", body.cmds).find(
    (cmd) => cmd.subtype === "AT_AddColumn" && bodyOf("ColumnDef", cmd.def)?.colname === column
  );
  return added2 === void 0 ? null : { missingOk: added2.missing_ok === true };
}
function foreignKeysFirst({ step, table: table3, column }) {
  const foreign = foreignKeysTo(step.before, table3).filter(({ key }) => key.referencedColumns.includes(column));
  return foreign.map(
    ({ table: other, key }) => `ALTER TABLE ${shortName(other)} DROP CONSTRAINT ${identifier(key.name)};`
  );
}
function goneWith({ step, table: table3, column }) {
  const relation = step.before.relations.get(table3);
  const constraints = [...relation?.constraints.values() ?? []].filter(
    (one2) => one2.kind !== "not-null" && one2.columns.includes(column)
  );
  const ofConstraints = new Set(constraints.flatMap((one2) => "index" in one2 ? [one2.index] : []));
  const indexes = (relation?.indexes ?? []).filter(
    (name) => step.before.indexes.get(name)?.mentions.includes(column) === true && !ofConstraints.has(name)
  );
  const foreign = foreignKeysTo(step.before, table3).filter(({ key }) => key.referencedColumns.includes(column));
  return [
    ...indexes.map((name) => `index ${identifier(splitName(name).name)}`),
    ...constraints.map((one2) => `constraint ${identifier(one2.name)}`),
    ...foreign.map(({ table: other, key }) => `foreign key ${identifier(key.name)} of ${shortName(other)}`)
  ];
}

// src/rules/destructive-rollback/drop-and-readd-column/rule.ts
var rule51 = statementRule({
  id: "drop-and-readd-column",
  mode: "destructive-rollback",
  on: ["AT_DropColumn"],
  detect: (step, changeset) => droppedColumns(step).flatMap((drop3) => {
    const added2 = readding(drop3, changeset);
    if (added2 === null) return [];
    const related = added2 === step ? [] : [added2];
    return [
      {
        severity: "unsafe",
        at: at(step, drop3.part),
        alsoModes: ["rename-in-rolling-deploy", "lock-queue-freeze"],
        related,
        drop: drop3,
        added: added2
      }
    ];
  }),
  describe: ({ drop: drop3, added: added2 }) => ({
    title: `${identifier(drop3.column)} of ${shortName(drop3.table)} is dropped and added again, empty`,
    message: messageOf5(drop3),
    fix: beside(drop3, added2)
  }),
  boxes: ({ drop: drop3 }) => [backupBox(`${code(identifier(drop3.column))} of ${table2(drop3.table)}`)]
});
function messageOf5({ step, table: table3, column }) {
  return `${code("DROP COLUMN")} followed by ${code("ADD COLUMN")} of the same name does not change ${code(identifier(column))} of ${table2(table3)}: every value in it is deleted and the new column starts empty. ${lockedMeanwhile(step, table3)}`;
}
function beside({ table: table3, column }, added2) {
  const definition = bodiesOf("AlterTableCmd", nodeIf(added2, "AlterTableStmt")?.cmds).map((cmd) => bodyOf("ColumnDef", cmd.def)).find((one2) => one2?.colname === column);
  const type = definition?.typeName === void 0 ? "text" : typeWords(typeRef(definition.typeName));
  const name = shortName(table3);
  const next = identifier(`${column}_new`);
  return sql(
    "-- 1. the new shape beside the old one; no value is lost",
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${name} ADD COLUMN ${next} ${type};`,
    "-- 2. release code that writes both columns, and copy the old rows in batches",
    comment2(`3. release code that uses ${next} alone; drop ${identifier(column)} in a later migration, after a backup`)
  );
}

// src/rules/destructive-rollback/drop-cascade/rule.ts
var rule52 = statementRule({
  id: "drop-cascade",
  mode: "destructive-rollback",
  on: ["DropStmt", "AT_DropConstraint"],
  detect: (step) => step.effects.fails === null ? [...fromDrop(step), ...fromConstraints(step)] : [],
  describe: ({ step, what, gone }) => ({
    title: `CASCADE drops whatever depends on the ${what}`,
    message: messageOf6(step, what, gone),
    fix: byName(step, gone)
  }),
  boxes: ({ what }) => [backupBox(`everything that depends on the ${what}`)]
});
function fromDrop(step) {
  if (nodeIf(step, "DropStmt")?.behavior !== "DROP_CASCADE") return [];
  const objects = droppedObjects(step);
  const [first] = objects;
  if (first === void 0) return [];
  const what = `${first.kind} ${objects.map(({ name }) => name).join(", ")}`;
  return [
    {
      severity: "unsafe",
      at: at(step),
      alsoModes: ["rename-in-rolling-deploy"],
      step,
      what,
      gone: objects.flatMap((object) => columnsOf5(step, object))
    }
  ];
}
function columnsOf5(step, { kind, key }) {
  if (kind !== "type" && kind !== "domain") return [];
  return [...step.before.relations.values()].flatMap(
    (relation) => [...relation.columns.values()].filter(({ type }) => type !== null && (type.name === key || type.name === splitName(key).name)).map((column) => ({
      words: `column ${identifier(column.name)} of ${shortName(relation.name)}`,
      sql: [
        "-- pg-preflight: allow drop-column -- unused since the last release, backup taken",
        `ALTER TABLE ${shortName(relation.name)} DROP COLUMN ${identifier(column.name)};`
      ]
    }))
  );
}
function fromConstraints(step) {
  const body = nodeIf(step, "AlterTableStmt");
  const table3 = rangeAt(step, body?.relation);
  if (body === null || !isOthers(step, table3)) return [];
  return bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
    if (cmd.subtype !== "AT_DropConstraint" || cmd.behavior !== "DROP_CASCADE") return [];
    const known2 = step.before.relations.get(table3)?.constraints.get(cmd.name ?? "");
    if (known2 !== void 0 && (known2.set === step.set || !("index" in known2))) return [];
    const foreign = foreignKeysTo(step.before, table3).filter(
      ({ key }) => known2 === void 0 || [...key.referencedColumns].sort().join() === [...known2.columns].sort().join()
    );
    const gone = foreign.map(({ table: other, key }) => ({
      words: `foreign key ${identifier(key.name)} of ${shortName(other)}`,
      sql: [`ALTER TABLE ${shortName(other)} DROP CONSTRAINT ${identifier(key.name)};`]
    }));
    const what = `constraint ${identifier(cmd.name ?? "")} of ${shortName(table3)}`;
    return [{ severity: "unsafe", at: at(step, part), alsoModes: ["lock-queue-freeze"], step, what, gone }];
  });
}
function messageOf6(step, what, gone) {
  const known2 = gone.length > 0 ? ` As far as the schema is known that is: ${gone.map(({ words: words4 }) => code(words4)).join(", ")}.` : "";
  const first = step.effects.locks.find(({ existing: existing2 }) => existing2);
  const locked2 = first === void 0 ? "" : ` ${lockedMeanwhile(step, first.relation)}`;
  return `${code("CASCADE")} drops the ${code(what)} and everything that depends on it, views and whole columns with their values included, without asking.${known2}${locked2}`;
}
function byName(step, gone) {
  return sql(
    "-- name what is meant to go, each in a statement of its own; then Postgres refuses what was forgotten:",
    "SET lock_timeout = '2s';",
    ...gone.flatMap((one2) => one2.sql),
    withoutCascade(step)
  );
}
function withoutCascade(step) {
  const alters = nodeIf(step, "AlterTableStmt") !== null;
  const drops = step.statement.parts.filter(
    (_, part) => !alters || subcommandAt(step, part)?.behavior === "DROP_CASCADE"
  );
  const edits = drops.flatMap((span) => {
    const [before, last] = tokensOf(step, span).slice(-2);
    const cascades = before !== void 0 && last !== void 0 && wordOf(step, last) === "CASCADE";
    return cascades ? [{ span: { start: before.end, end: last.end }, text: "" }] : [];
  });
  return edited(step, edits);
}

// src/rules/destructive-rollback/drop-column/rule.ts
var rule53 = statementRule({
  id: "drop-column",
  mode: "destructive-rollback",
  on: ["AT_DropColumn"],
  detect: (step, changeset) => droppedColumns(step).filter((drop3) => readding(drop3, changeset) === null).map((drop3) => ({
    severity: "unsafe",
    at: at(step, drop3.part),
    alsoModes: ["rename-in-rolling-deploy", "lock-queue-freeze"],
    drop: drop3,
    gone: goneWith(drop3)
  })),
  describe: ({ drop: drop3, gone }) => ({
    title: `Dropping ${identifier(drop3.column)} of ${shortName(drop3.table)} loses its data for good`,
    message: messageOf7(drop3, gone),
    fix: inLaterRelease(
      "drop-column",
      `ALTER TABLE ${shortName(drop3.table)} DROP COLUMN ${identifier(drop3.column)};`,
      foreignKeysFirst(drop3)
    )
  }),
  boxes: ({ drop: drop3 }) => [
    backupBox(`${code(identifier(drop3.column))} of ${table2(drop3.table)}`),
    unusedColumnBox(drop3.table, drop3.column)
  ]
});
function messageOf7({ step, table: table3, column, cascade }, gone) {
  const along = gone.length === 0 ? "" : ` With it: ${gone.map(code).join(", ")}.`;
  const views = cascade ? " CASCADE also drops every view that reads it." : "";
  return `${code("DROP COLUMN")} deletes every value of ${code(identifier(column))} in ${table2(table3)}; no rollback brings them back, and code that still names the column fails from then on.${along}${views} ${lockedMeanwhile(step, table3)}`;
}

// src/rules/destructive-rollback/drop-schema/rule.ts
var rule54 = statementRule({
  id: "drop-schema",
  mode: "destructive-rollback",
  on: ["DropStmt", "DropdbStmt", "DropTableSpaceStmt", "DropOwnedStmt"],
  detect: (step, changeset) => {
    const dropped3 = step.effects.fails === null ? droppedBy2(step) : null;
    const names = (dropped3?.names ?? []).filter(
      (name) => dropped3 !== null && !isNew2(step, dropped3.kind, name, changeset)
    );
    if (dropped3 === null || names.length === 0) return [];
    return [{ severity: "unsafe", at: at(step), alsoModes: ["rename-in-rolling-deploy"], step, ...dropped3, names }];
  },
  describe: (match) => ({
    title: match.kind === "role" ? `Everything that ${listed(match)} owns is dropped` : `Dropping the ${match.kind} ${listed(match)} takes all of it away`,
    message: messageOf8(match),
    fix: inLaterRelease("drop-schema", asWritten(match.step))
  }),
  boxes: ({ kind, names }) => [
    backupBox(
      `the ${kind === "role" ? "objects of the role" : kind} ${names.map((name) => code(identifier(name))).join(", ")}`
    )
  ]
});
function droppedBy2(step) {
  const node = step.statement.node;
  switch (node.tag) {
    case "DropStmt": {
      const kind = node.body.removeType === "OBJECT_SCHEMA" ? "schema" : node.body.removeType === "OBJECT_EXTENSION" ? "extension" : null;
      if (kind === null) return null;
      return {
        kind,
        names: (node.body.objects ?? []).map((object) => nameParts(object).at(-1) ?? ""),
        cascade: node.body.behavior === "DROP_CASCADE"
      };
    }
    case "DropdbStmt":
      return { kind: "database", names: [node.body.dbname ?? ""], cascade: true };
    case "DropTableSpaceStmt":
      return { kind: "tablespace", names: [node.body.tablespacename ?? ""], cascade: false };
    case "DropOwnedStmt": {
      const roles = (node.body.roles ?? []).flatMap(
        (role) => "RoleSpec" in role ? [role.RoleSpec.rolename ?? "current_user"] : texts([role])
      );
      return { kind: "role", names: roles, cascade: node.body.behavior === "DROP_CASCADE" };
    }
    default:
      return null;
  }
}
function isNew2(step, kind, name, { stepsInSet }) {
  if (kind === "schema") return step.before.schemas.get(name) === step.set;
  return (stepsInSet.get(step.set) ?? []).some(({ index, statement: { node } }) => {
    if (index >= step.index) return false;
    if (node.tag === "CreateExtensionStmt")
      return kind === "extension" && node.body.extname === name && (isDown(step) || node.body.if_not_exists !== true);
    if (node.tag === "CreatedbStmt") return kind === "database" && node.body.dbname === name;
    return node.tag === "CreateTableSpaceStmt" && kind === "tablespace" && node.body.tablespacename === name;
  });
}
function listed({ names }) {
  return names.map(identifier).join(", ");
}
function messageOf8({ step, kind, names, cascade }) {
  const what = names.map((name) => code(identifier(name))).join(", ");
  if (kind === "role")
    return `${code("DROP OWNED")} drops every table, view and function that ${what} owns in this database, with all rows, and every grant it has.`;
  if (kind === "database")
    return `${code("DROP DATABASE")} deletes the whole database ${what}, and nothing but a backup brings it back.`;
  const inside2 = [...step.before.relations.values()].filter(
    (one2) => names.includes(splitName(one2.name).schema) && one2.kind.includes("table")
  );
  const known2 = kind === "schema" && inside2.length > 0 ? `, as far as it is known ${tables(inside2.map((one2) => one2.name))}` : "";
  const locks = step.effects.locks.filter(({ existing: existing2 }) => existing2).map(({ relation }) => shortName(relation));
  const locked2 = locks.length > 0 ? " Each of its tables is locked against reads and writes until the transaction ends." : "";
  if (cascade)
    return `${code(step.statement.kind)} with CASCADE deletes everything in the ${kind} ${what} and all that depends on it${known2}; no rollback of the deploy brings it back.${locked2}`;
  return `${code(step.statement.kind)} takes the ${kind} ${what} away with its grants, and running code that names it fails. Without CASCADE Postgres refuses while something needs it.`;
}

// src/rules/destructive-rollback/drop-table/rule.ts
var rule55 = statementRule({
  id: "drop-table",
  mode: "destructive-rollback",
  on: ["DropStmt"],
  detect: (step) => {
    const body = nodeIf(step, "DropStmt");
    if (body === null || body.removeType !== "OBJECT_TABLE" && body.removeType !== "OBJECT_FOREIGN_TABLE") return [];
    const [first, ...others] = (body.objects ?? []).map((object) => objectAt(step, object)).filter((name) => isOthers(step, name));
    if (first === void 0) return [];
    const cascade = body.behavior === "DROP_CASCADE";
    return [
      {
        severity: "unsafe",
        at: at(step),
        alsoModes: ["rename-in-rolling-deploy", "lock-queue-freeze"],
        step,
        tables: [first, ...others],
        cascade
      }
    ];
  },
  describe: ({ step, tables: tables2, cascade }) => ({
    title: `Dropping ${tables2.map(shortName).join(", ")} deletes every row for good`,
    message: messageOf9(step, tables2, cascade),
    fix: inLaterRelease(
      "drop-table",
      `DROP TABLE ${tables2.map(shortName).join(", ")};`,
      foreignKeysFirst2(step, tables2)
    )
  }),
  boxes: ({ tables: tables2 }) => tables2.flatMap((table3) => [backupBox(tables([table3])), unusedTableBox(table3)])
});
function messageOf9(step, tables2, cascade) {
  const known2 = tables2.flatMap((table3) => foreignKeysTo(step.before, table3)).map(({ table: table3, key }) => `${code(identifier(key.name))} of ${tables([table3])}`);
  const along = cascade ? ` CASCADE also drops every view that reads it and every foreign key that points to it${known2.length > 0 ? `: ${known2.join(", ")}` : ""}.` : "";
  return `${code("DROP TABLE")} deletes ${tables(tables2)} with all rows, indexes and grants; no rollback brings them back, and code that still uses the name fails from then on.${along} ${refusedOrLocked(step, tables2[0])}`;
}
function foreignKeysFirst2(step, tables2) {
  const foreign = tables2.flatMap((table3) => foreignKeysTo(step.before, table3)).filter(({ table: table3 }) => !tables2.includes(table3));
  return foreign.map(({ table: table3, key }) => `ALTER TABLE ${shortName(table3)} DROP CONSTRAINT ${identifier(key.name)};`);
}

// src/rules/destructive-rollback/drop-view/rule.ts
var rule56 = statementRule({
  id: "drop-view",
  mode: "destructive-rollback",
  on: ["DropStmt"],
  detect: (step, changeset) => {
    if (nodeIf(step, "DropStmt")?.behavior === "DROP_CASCADE" || step.effects.fails !== null) return [];
    const [first, ...others] = droppedObjects(step);
    if (first === void 0) return [];
    const made = [first, ...others].map((object) => recreating(step, object, changeset));
    const recreated = made.every((one2) => one2 !== null);
    const missing = recreated && made.some((one2) => !sameTransaction(step, one2));
    return [
      {
        severity: recreated && !missing ? "note" : "caution",
        at: at(step),
        alsoModes: ["rename-in-rolling-deploy"],
        step,
        objects: [first, ...others],
        recreated,
        missing
      }
    ];
  },
  describe: ({ step, objects, recreated, missing }) => ({
    title: missing ? `The ${objects[0].kind} ${objects.map(({ name }) => name).join(", ")} is missing for a moment` : `Dropping the ${objects[0].kind} ${objects.map(({ name }) => name).join(", ")} takes its ${recreated ? "" : "definition and "}grants away`,
    message: messageOf10(step, objects, recreated) + (missing ? MISSING : ""),
    fix: recreated ? missing ? "-- both in one transaction, or CREATE OR REPLACE where the columns or arguments stay" : "" : sql("-- in a later release, once no running version uses it:", "SET lock_timeout = '2s';", asWritten(step))
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      match.missing ? `Nothing reads the ${wordsOf(match.objects)} between the drop and its new definition, and its grants are given again` : `No code uses the ${wordsOf(match.objects)} any more, and its definition and grants are kept somewhere`
    )
  )
});
var MISSING = " The drop commits before it is made again: code that uses it in between fails, and where the second statement fails it stays away.";
function sameTransaction(step, other) {
  const own2 = step.session.transaction?.number;
  return own2 !== void 0 && other?.session.transaction?.number === own2;
}
function wordsOf(objects) {
  return `${objects[0].kind} ${objects.map(({ name }) => code(name)).join(", ")}`;
}
function messageOf10(step, objects, recreated) {
  const lock2 = step.effects.locks.find(({ existing: existing2 }) => existing2);
  const locked2 = lock2 === void 0 ? "" : ` It ${lockClause(step, lock2.relation)} until the transaction ends.`;
  const value = objects[0].kind === "sequence" ? ", the number it has reached" : "";
  if (recreated) {
    return `${code(step.statement.kind)} is followed by a new ${wordsOf(objects)}: the grants on the old one are gone unless the migration gives them again.${locked2}`;
  }
  return `${code(step.statement.kind)} takes away the ${wordsOf(objects)} with its definition${value} and its grants, and code that still uses it fails from then on.${locked2}`;
}

// src/rules/dropped-constraint.ts
function droppedConstraints(step) {
  return alteredParts(step, "AT_DropConstraint").flatMap(({ cmd, part, table: table3 }) => {
    const name = cmd.name ?? "";
    const relation = step.before.relations.get(table3);
    const constraint = relation?.constraints.get(name) ?? null;
    if (constraint?.set === step.set || constraint === null && relation?.complete === true) return [];
    return cmd.behavior === "DROP_CASCADE" && (constraint === null || "index" in constraint) ? [] : [{ part, table: table3, name, constraint }];
  });
}
function goesWithMore(step, changeset, table3, columns) {
  const end = schemaAtEnd(step, changeset).relations.get(table3);
  if (end === void 0) return step.before.relations.has(table3);
  return end.complete && columns.some((column) => !end.columns.has(column));
}

// src/rules/destructive-rollback/integrity-check-dropped/rule.ts
var rule57 = statementRule({
  id: "integrity-check-dropped",
  mode: "destructive-rollback",
  on: ["AT_DropConstraint"],
  detect: (step, changeset) => droppedConstraints(step).filter((dropped3) => isCheck(dropped3) && !isReplaced2(step, changeset, dropped3)).map((dropped3) => ({
    severity: "caution",
    at: at(step, dropped3.part),
    alsoModes: ["lock-queue-freeze"],
    step,
    dropped: dropped3
  })),
  describe: ({ step, dropped: { table: table3, name, constraint } }) => ({
    title: `Nothing keeps bad rows out of ${shortName(table3)} without ${identifier(name)}`,
    message: `Once ${words2(constraint)} ${code(identifier(name))} of ${table2(table3)} is gone, rows that it would have refused get in. Adding it again fails on the first of them, so a rollback does not bring it back. ${lockedMeanwhile(step, table3, "The statement")}`,
    fix: sql(
      "-- keep it until nothing relies on it; to change it, add the new constraint first, validated, then drop this one"
    )
  }),
  boxes: ({ dropped: { table: table3, name } }) => [
    { phase: "before", text: `No code relies on ${code(identifier(name))} of ${table2(table3)}`, sql: "" }
  ]
});
function isCheck({ constraint, table: table3, name }) {
  if (constraint !== null) return ["check", "foreign-key", "exclusion"].includes(constraint.kind);
  return identifier(name) !== derivedName(table3, "pkey") && !name.endsWith("_key");
}
function isReplaced2(step, changeset, dropped3) {
  const { table: table3, constraint } = dropped3;
  if (constraint === null) return hasSetNotNull(step, changeset, dropped3);
  if (goesWithMore(step, changeset, table3, constraint.columns)) return true;
  const end = schemaAtEnd(step, changeset);
  const relation = end.relations.get(table3);
  if (constraint.kind === "foreign-key" && !end.relations.has(constraint.references)) return true;
  if (constraint.kind === "check") {
    const proves3 = constraint.proves;
    if (proves3.length > 0 && proves3.every((column) => relation?.columns.get(column)?.notNull === true)) return true;
    const key = step.before.relations.get(relation?.partitionOf ?? "")?.partitionKey ?? [];
    if (key.length > 0 && key.every((column) => constraint.columns.includes(column))) return true;
  }
  return relation?.constraints.some((other) => other.name !== constraint.name && isSame(other, constraint)) === true;
}
function isSame(other, constraint) {
  return other.kind === constraint.kind && [...other.columns].sort().join() === [...constraint.columns].sort().join();
}
function hasSetNotNull(step, { stepsInSet }, { table: table3 }) {
  const earlier2 = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier2.some((one2) => alteredParts(one2, "AT_SetNotNull").some((part) => part.table === table3));
}
function words2(constraint) {
  switch (constraint?.kind) {
    case "check":
      return "the CHECK";
    case "foreign-key":
      return "the foreign key";
    case "exclusion":
      return "the exclusion constraint";
    default:
      return "the constraint";
  }
}

// src/catalog/routine-users.ts
function usersOfRoutine(catalog, routine) {
  const found2 = [];
  for (const { name, table: table3, calls, set: set2 } of catalog.indexes.values())
    if (calls.includes(routine)) found2.push({ kind: "index", table: table3, name, set: set2 });
  for (const { name: table3, columns, constraints, partitioning, set: made } of catalog.relations.values()) {
    for (const { name, calls, generated, set: set2 } of columns.values())
      if (generated === "stored" && calls.includes(routine)) found2.push({ kind: "generated column", table: table3, name, set: set2 });
    for (const one2 of constraints.values())
      if (one2.kind === "check" && one2.calls.includes(routine))
        found2.push({ kind: "constraint", table: table3, name: one2.name, set: one2.set });
    if (partitioning?.calls.includes(routine) === true)
      found2.push({ kind: "partition key", table: table3, name: table3, set: made });
  }
  return found2;
}

// src/rules/destructive-rollback/replaced-function-behind-index/rule.ts
var rule58 = statementRule({
  id: "replaced-function-behind-index",
  mode: "destructive-rollback",
  on: ["CreateFunctionStmt"],
  detect: (step, changeset) => {
    const routine = replacedRoutine(step);
    if (routine === null) return [];
    const [first, ...others] = usersOfRoutine(step.before, routine).filter(
      (user) => isOthers(step, user.table) && !isMadeAnew(user, step, changeset)
    );
    if (first === void 0) return [];
    const fresh = [first, ...others].some(({ set: set2 }) => set2 === step.set);
    return [{ severity: fresh ? "unsafe" : "caution", at: at(step), step, routine, users: [first, ...others], fresh }];
  },
  describe: ({ routine, users, fresh }) => ({
    title: `What ${shortName(routine)} computed before stays in ${users[0].kind} ${nameOf4(users[0])}`,
    message: messageOf11(routine, users, fresh),
    fix: fixOf2(routine, users)
  }),
  boxes: ({ routine, users }) => [
    {
      phase: "before",
      text: `The new ${code(shortName(routine))} gives the same as the old one for every row that is there, or ${users.map(words3).join(", ")} is built anew`,
      sql: ""
    }
  ]
});
function replacedRoutine(step) {
  const body = nodeIf(step, "CreateFunctionStmt");
  if (body?.replace !== true || body.is_procedure === true || step.effects.fails !== null) return null;
  const parts2 = texts(body.funcname);
  const { routines } = step.before;
  const [path] = [effective(step.session).searchPath];
  const routine = parts2.length > 1 ? keyAt(step, routines, parts2) : relationName(path[0] ?? "public", parts2[0] ?? "");
  const context = { set: step.set, transaction: 0, path };
  return isReplaced(routines.get(routine), step.before, body, context) ? routine : null;
}
function isMadeAnew({ kind, table: table3, name }, step, { stepsInSet }) {
  return laterInSet(step, stepsInSet).some((later) => {
    const rebuilt = nodeIf(later, "ReindexStmt");
    if (rebuilt !== null && kind === "index") return [name, table3].includes(rangeAt(later, rebuilt.relation));
    const dropped3 = nodeIf(later, "DropStmt");
    return (dropped3?.objects ?? []).some(
      (object) => nameParts(object).length > 0 && [name, table3].includes(objectAt(later, object))
    );
  });
}
function nameOf4({ kind, name, table: table3 }) {
  if (kind === "index") return shortName(name);
  return kind === "partition key" ? `of ${shortName(table3)}` : identifier(name);
}
function words3(user) {
  const own2 = user.kind === "partition key" ? "" : ` ${code(nameOf4(user))}`;
  return `the ${user.kind}${own2} of ${table2(user.table)}`;
}
var CONSEQUENCES = {
  index: "queries that use the index then miss rows that are there, or let a duplicate in",
  "generated column": "old rows keep their old value until each is written again",
  constraint: "rows that the new check refuses stay, and a dump of them cannot be restored",
  "partition key": "rows lie in a partition that queries no longer look in"
};
function messageOf11(routine, users, fresh) {
  const kinds = [...new Set(users.map(({ kind }) => kind))];
  const consequences = kinds.map((kind) => CONSEQUENCES[kind]).join("; ");
  const made = fresh ? " Part of that was made by this very set of migrations, with the function as it was before." : "";
  return `${code(shortName(routine))} is called by ${users.map(words3).join(", ")}. Postgres takes it for immutable and computes nothing again when it is replaced: ${consequences}, without an error.${made}`;
}
function fixOf2(routine, users) {
  const indexes = users.filter(({ kind }) => kind === "index");
  return sql(
    `-- leave ${shortName(routine)} as it is: make a function of another name, build what needs it on that, then drop the old ones`,
    ...indexes.length === 0 ? [] : [
      "-- if the name must stay, right after it, in a migration of its own that runs outside a transaction:",
      ...indexes.map(({ name }) => `REINDEX INDEX CONCURRENTLY ${shortName(name)};`)
    ]
  );
}

// src/rules/destructive-rollback/sequence-behind-column/caught-up.ts
function isCaughtUp(step, { stepsInSet }, sequence) {
  return laterInSet(step, stepsInSet).some(
    (later) => computes(later) || sequence.why !== "set" && restarts(later, sequence)
  );
}
function computes(step) {
  const calls = findAll("FuncCall", nodeIf(step, "SelectStmt") ?? void 0);
  return calls.some(({ funcname }) => texts(funcname).at(-1) === "setval") && calls.some(({ funcname }) => texts(funcname).at(-1) === "max");
}
function restarts(step, { table: table3 }) {
  const alter2 = nodeIf(step, "AlterTableStmt");
  const ofTable = alter2 !== null && rangeAt(step, alter2.relation) === table3;
  const cmds = ofTable ? bodiesOf("AlterTableCmd", alter2.cmds) : [];
  const options = cmds.flatMap(({ def }) => bodiesOf("DefElem", [...items(def)]));
  const sequence = bodiesOf("DefElem", nodeIf(step, "AlterSeqStmt")?.options);
  if ([...options, ...sequence].some(({ defname }) => defname === "restart")) return true;
  const calls = findAll("FuncCall", nodeIf(step, "SelectStmt") ?? void 0);
  return calls.some(({ funcname }) => texts(funcname).at(-1) === "setval");
}

// src/rules/destructive-rollback/sequence-behind-column/set-back.ts
function setBack(step) {
  return [...restarted(step), ...setByFunction2(step), ...identities(step)];
}
function restarted(step) {
  const body = nodeIf(step, "AlterSeqStmt");
  if (body === null) return [];
  const name = rangeAt(step, body.sequence);
  const restarts2 = bodiesOf("DefElem", body.options).some(({ defname }) => defname === "restart");
  return restarts2 && isOthers(step, name) ? [ofName(name)] : [];
}
function setByFunction2(step) {
  return findAll("FuncCall", nodeIf(step, "SelectStmt")?.targetList).flatMap(({ funcname, args }) => {
    const [sequence, value] = args ?? [];
    const written2 = constant(bodyOf("TypeCast", sequence)?.arg ?? sequence);
    if (texts(funcname).at(-1) !== "setval" || typeof written2 !== "string" || constant(value) === null) return [];
    const parts2 = written2.split(".").map((part) => part.replaceAll('"', ""));
    const name = resolveParts(step.before, effective(step.session).searchPath, parts2);
    return isOthers(step, name) ? [ofName(name)] : [];
  });
}
function identities(step) {
  return alteredParts(step, "AT_SetIdentity", "AT_AddIdentity").flatMap(({ cmd, part, table: table3 }) => {
    const column = cmd.name ?? "";
    if (!isOthersColumn(step, table3, column)) return [];
    const adds = cmd.subtype === "AT_AddIdentity";
    const options = adds ? bodyOf("Constraint", cmd.def)?.options : [...items(cmd.def)];
    const names = bodiesOf("DefElem", options).map(({ defname }) => defname);
    if (adds ? names.includes("start") || names.includes("restart") : !names.includes("restart")) return [];
    const name = `${shortName(table3)}.${identifier(column)}`;
    return [{ why: adds ? "begins" : "set", name, table: table3, column: identifier(column), part }];
  });
}
function ofName(name) {
  return { why: "set", name: shortName(name), table: null, column: null, part: 0 };
}

// src/rules/destructive-rollback/sequence-behind-column/written-ids.ts
function writtenIds(step) {
  const body = nodeIf(step, "InsertStmt");
  if (body === null) return [];
  const table3 = rangeAt(step, body.relation);
  const relation = step.before.relations.get(table3);
  if (relation === void 0 || relation.temporary) return [];
  const values = bodyOf("SelectStmt", body.selectStmt)?.valuesLists ?? [];
  const written2 = bodiesOf("ResTarget", body.cols).map(({ name }) => name ?? "");
  const names = written2.length > 0 ? written2 : [...relation.columns.keys()];
  return names.flatMap((column, nth) => {
    if (!isNumbered(step, table3, column) || values.length === 0) return [];
    const rows = bodiesOf("List", [...values]);
    const given = rows.some((row) => row.items?.[nth] !== void 0 && bodyOf("SetToDefault", row.items[nth]) === null);
    return given ? [{ why: "written", name: column, table: table3, column: identifier(column), part: 0 }] : [];
  });
}
function isNumbered({ before }, table3, column) {
  const known2 = before.relations.get(table3)?.columns.get(column);
  return known2?.identity === true || known2 !== void 0 && known2.sequence !== null;
}

// src/rules/destructive-rollback/sequence-behind-column/rule.ts
var rule59 = statementRule({
  id: "sequence-behind-column",
  mode: "destructive-rollback",
  on: ["AlterSeqStmt", "SelectStmt", "AT_SetIdentity", "AT_AddIdentity", "InsertStmt"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return [...setBack(step), ...writtenIds(step)].filter((sequence) => !isCaughtUp(step, changeset, sequence)).map((sequence) => ({ severity: "caution", at: at(step, sequence.part), sequence }));
  },
  describe: ({ sequence }) => ({ title: titleOf(sequence), message: messageOf12(sequence), fix: fixOf3(sequence) }),
  boxes: ({ sequence }) => [
    {
      phase: "after",
      text: `The next number of ${wordsOf2(sequence)} is above every one that is used`,
      sql: sequence.table === null || sequence.column === null ? "" : `SELECT max(${sequence.column}) FROM ${shortName(sequence.table)};`
    }
  ]
});
function wordsOf2({ name, table: table3, column }) {
  if (table3 !== null && column !== null) return `${code(column)} of ${table2(table3)}`;
  return code(name);
}
function titleOf({ why, name, table: table3 }) {
  switch (why) {
    case "set":
      return `${name} may give out numbers that are used already`;
    case "begins":
      return `The new identity of ${shortName(table3 ?? name)} begins at 1`;
    case "written":
      return `The sequence of ${shortName(table3 ?? name)} does not know the numbers that are written here`;
  }
}
function messageOf12(sequence) {
  const words4 = wordsOf2(sequence);
  const then = 'every INSERT that gets a used number fails with "duplicate key", or, without a unique index, two rows share it';
  switch (sequence.why) {
    case "set":
      return `The next number of ${words4} is set to a fixed one. Where rows with higher numbers exist, ${then}; this is not undone by a ROLLBACK of setval().`;
    case "begins":
      return `The sequence of the new identity of ${words4} begins at 1, whatever stands in the column. Where rows exist, ${then}.`;
    case "written":
      return `Rows are inserted with numbers of their own for ${words4}, and its sequence does not move: when it comes to them, ${then}.`;
  }
}
function fixOf3({ table: table3, column, name }) {
  if (table3 === null || column === null)
    return `-- afterwards: SELECT setval('${name.replaceAll("'", "''").replace(/[\r\n]/g, " ")}', (SELECT max(the column) FROM its table));`;
  return `SELECT setval(pg_get_serial_sequence('${shortName(table3).replaceAll("'", "''")}', '${unquoted(column)}'), (SELECT max(${column}) FROM ${shortName(table3)}));`;
}
function unquoted(column) {
  const name = column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column;
  return name.replaceAll("'", "''");
}

// src/rules/time-zone.ts
function inUtc(step, part) {
  if (effective(step.session).timeZone !== null) return null;
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const pinned2 = { ...moment, settings: { ...moment.settings, timeZone: "UTC" } };
  const { rewrites, scans, rebuildsIndexes } = ofStatement(step.statement.node, pinned2);
  if ([...rewrites, ...scans, ...rebuildsIndexes].some((touch2) => touch2.existing && touch2.part === part)) return null;
  const change2 = [
    "SET LOCAL lock_timeout = '2s';",
    "SET LOCAL timezone = 'UTC';",
    `ALTER TABLE ${shortName(alteredTable(step))} ${subcommandText(step, part)};`
  ];
  return sql(
    comment2("when all values are in UTC: in that zone PostgreSQL 12 and later keep every row as it is"),
    ...step.session.transaction === null ? ["BEGIN;", ...change2, "COMMIT;"] : change2
  );
}
function zoned(step, column, from2, to) {
  if (from2 === null || to === null || from2.array || to.array) return null;
  const zone = literal2(effective(step.session).timeZone ?? "UTC");
  const old = identifier(column);
  switch (`${from2.name}>${to.name}`) {
    case "timestamp>timestamptz":
    case "timestamptz>timestamp":
      return `(${old} AT TIME ZONE ${zone})`;
    case "date>timestamptz":
      return `(${old}::timestamp AT TIME ZONE ${zone})`;
    case "timestamptz>date":
      return `(${old} AT TIME ZONE ${zone})::date`;
    case "timestamptz>time":
      return `(${old} AT TIME ZONE ${zone})::time`;
    default:
      return null;
  }
}

// src/rules/destructive-rollback/timestamp-reinterpreted/rule.ts
var OTHER = /* @__PURE__ */ new Map([
  ["timestamp", "timestamptz"],
  ["timestamptz", "timestamp"]
]);
var rule60 = statementRule({
  id: "timestamp-reinterpreted",
  mode: "destructive-rollback",
  on: ["AT_AlterColumnType"],
  detect: (step) => {
    const body = nodeIf(step, "AlterTableStmt");
    if (body === null || step.effects.fails !== null || effective(step.session).timeZone !== null) return [];
    const table3 = rangeAt(step, body.relation);
    return bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
      const definition = cmd.subtype === "AT_AlterColumnType" ? bodyOf("ColumnDef", cmd.def) : null;
      const column = cmd.name ?? "";
      if (definition?.typeName === void 0 || !isOthersColumn(step, table3, column)) return [];
      const from2 = step.before.relations.get(table3)?.columns.get(column)?.type;
      const to = typeRef(definition.typeName);
      if (from2 === null || from2 === void 0 || from2.array || to.array || OTHER.get(from2.name) !== to.name) return [];
      if (findAll("FuncCall", definition.raw_default).some((call) => texts(call.funcname).at(-1) === "timezone"))
        return [];
      const rewritten2 = step.effects.rewrites.some((touch2) => touch2.part === part && touch2.existing);
      return [
        {
          severity: "unsafe",
          at: at(step, part),
          alsoModes: rewritten2 ? ["hidden-rewrite"] : [],
          step,
          table: table3,
          column,
          part,
          from: from2,
          to,
          rewritten: rewritten2
        }
      ];
    });
  },
  describe: ({ step, table: table3, column, part, from: from2, to }) => ({
    title: `The instants in ${identifier(column)} of ${shortName(table3)} depend on who runs the migration`,
    message: `Without ${code("AT TIME ZONE")} each value of ${code(identifier(column))} in ${table2(table3)} is read in the session's time zone, which the server, the role or the tool decides: another zone than the code wrote in shifts every value by hours, and nothing fails. The change to ${code(typeWords(to))} ${lockClause(step, table3)} until the transaction ends.`,
    fix: inUtc(step, part) ?? comment2(
      `say which zone the values were written in: fill a second column in batches with ${zoned(step, column, from2, to) ?? ""}`
    )
  }),
  boxes: ({ column }) => [
    {
      phase: "before",
      text: `Everybody who writes ${code(identifier(column))} agrees on the time zone that its values are in`,
      sql: ""
    }
  ]
});

// src/rules/destructive-rollback/triggers-disabled/rule.ts
var rule61 = statementRule({
  id: "triggers-disabled",
  mode: "destructive-rollback",
  on: ["VariableSetStmt", "SelectStmt", "AT_DisableTrigAll"],
  detect: (step) => turnsOffRole(step) ? [{ severity: "unsafe", at: at(step), step, relation: null }] : disabledAll(step),
  describe: ({ step, relation }) => ({
    title: relation === null ? "Foreign keys are not checked under session_replication_role" : `Foreign keys of ${shortName(relation)} are not checked while its triggers are off`,
    message: relation === null ? `${code("session_replication_role = replica")} turns off all ordinary triggers of the session, and foreign keys are triggers: rows without a parent get in, and nothing checks them later.` : `${code("DISABLE TRIGGER ALL")} also turns off the triggers that check the foreign keys of ${table2(relation)}, for every session: rows without a parent get in, and ENABLE TRIGGER checks none of them later. It ${lockClause(step, relation)}.`,
    fix: ""
  }),
  boxes: ({ relation }) => [
    {
      phase: "after",
      text: relation === null ? "Every foreign key of the tables written has been checked for rows without a parent" : `${table2(relation)} has no rows without a parent, and its triggers are on again`,
      sql: relation === null ? "" : `SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = '${relation.replaceAll("'", "''")}'::regclass AND tgenabled = 'D';`
    }
  ]
});
function turnsOffRole(step) {
  const body = nodeIf(step, "VariableSetStmt");
  const [value] = body?.args ?? [];
  if (body?.name === "session_replication_role" && body.kind === "VAR_SET_VALUE") return constant(value) === "replica";
  return findAll("FuncCall", nodeIf(step, "SelectStmt")?.targetList).some(({ funcname, args }) => {
    const [setting, role] = (args ?? []).map(constant);
    return texts(funcname).at(-1) === "set_config" && setting === "session_replication_role" && role === "replica";
  });
}
function disabledAll(step) {
  if (step.effects.fails !== null) return [];
  return step.statement.parts.flatMap((_span, part) => {
    if (subcommandAt(step, part)?.subtype !== "AT_DisableTrigAll") return [];
    const relation = alteredTable(step);
    if (step.before.relations.get(relation)?.set === step.set) return [];
    return [{ severity: "unsafe", at: at(step, part), alsoModes: ["lock-queue-freeze"], step, relation }];
  });
}

// src/rules/batching.ts
var ASSUMED = { column: "id", type: { name: "int8", modifiers: [], array: false }, assumed: true };
function batchKey(catalog, relation) {
  const known2 = catalog.relations.get(relation);
  if (known2 === void 0) return ASSUMED;
  for (const constraint of known2.constraints.values()) {
    if (constraint.kind !== "primary-key" || constraint.columns.length !== 1) continue;
    const [column = ""] = constraint.columns;
    const type = known2.columns.get(column)?.type ?? null;
    if (type !== null && beforeFirst(relation, column, type) !== null) return { column, type, assumed: false };
  }
  return known2.complete ? null : ASSUMED;
}
function beforeFirst(relation, column, type) {
  switch (type.array ? "" : type.name) {
    case "int2":
    case "int4":
    case "int8":
    case "numeric":
      return `(SELECT min(${identifier(column)}) - 1 FROM ${shortName(relation)})`;
    case "uuid":
      return literal2("00000000-0000-0000-0000-000000000000");
    case "text":
    case "varchar":
    case "citext":
      return literal2("");
    case "date":
    case "timestamp":
    case "timestamptz":
      return literal2("-infinity");
    default:
      return null;
  }
}
function batchRange(key, qualifier = "") {
  const column = `${qualifier === "" ? "" : `${identifier(qualifier)}.`}${identifier(key.column)}`;
  return `${column} > batch_start AND ${column} <= batch_end`;
}
function batchLoop(relation, key, statement, version) {
  const column = identifier(key.column);
  const type = typeWords(key.type);
  const start = beforeFirst(relation, key.column, key.type) ?? "NULL";
  const hint2 = key.assumed ? `; put the table's key for ${column}` : "";
  if (version < FIRST_TO_COMMIT) return byClient(statement, hint2);
  return alone3(hint2, [
    "DECLARE",
    `  batch_start ${type} := ${start};`,
    `  batch_end ${type};`,
    "BEGIN",
    "  LOOP",
    "    SELECT batch.key INTO batch_end",
    `    FROM (SELECT ${column} AS key FROM ${shortName(relation)} WHERE ${column} > batch_start ORDER BY ${column} LIMIT 5000) AS batch`,
    "    ORDER BY batch.key DESC LIMIT 1;",
    "    EXIT WHEN batch_end IS NULL;",
    indented(statement),
    "    batch_start := batch_end;"
  ]);
}
function shrinkingLoop(statement, version) {
  if (version < FIRST_TO_COMMIT) return byClient(statement, "");
  return alone3("", ["BEGIN", "  LOOP", indented(statement), "    EXIT WHEN NOT FOUND;"]);
}
var FIRST_TO_COMMIT = 11;
function byClient(statement, hint2) {
  return sql(
    comment2(`PostgreSQL 10 cannot commit in a block: let a client run this round by round, 5,000 rows each${hint2}`),
    comment2("each round in a transaction of its own, with a pause after it, until no row is left:"),
    ...statement.split("\n").map(comment2)
  );
}
function alone3(hint2, lines) {
  const body = sql(...lines, "    COMMIT;", "    PERFORM pg_sleep(0.1);", "  END LOOP;");
  const tag = dollarTag(body);
  return sql(comment2(`outside a transaction: each round commits by itself${hint2}`), `DO ${tag}`, body, `END ${tag};`);
}
function indented(statement) {
  const long = tokenize(statement).filter(({ kind, start, end }) => {
    return (kind.endsWith("string") || kind === "quoted-name") && statement.slice(start, end).includes("\n");
  });
  const isInside2 = (at2) => long.some(({ start, end }) => start < at2 && at2 < end);
  const moved2 = statement.replace(/\n/g, (lineBreak, at2) => isInside2(at2) ? lineBreak : "\n    ");
  return `    ${moved2}`;
}
function batchOf(relation, condition2) {
  const where = condition2 === "" ? "" : ` WHERE ${condition2}`;
  return `ctid = ANY (ARRAY(SELECT ctid FROM ${shortName(relation)}${where} LIMIT 5000))`;
}
function backfillLoop(catalog, relation, column, value, version) {
  const name = shortName(relation);
  const quoted = identifier(column);
  const key = batchKey(catalog, relation);
  if (key === null)
    return shrinkingLoop(
      `UPDATE ${name} SET ${quoted} = ${value} WHERE ${batchOf(relation, `${quoted} IS NULL`)};`,
      version
    );
  return batchLoop(
    relation,
    key,
    `UPDATE ${name} SET ${quoted} = ${value}
WHERE ${quoted} IS NULL AND ${batchRange(key)};`,
    version
  );
}

// src/rules/destructive-rollback/truncate/rule.ts
var rule62 = statementRule({
  id: "truncate",
  mode: "destructive-rollback",
  on: ["TruncateStmt"],
  detect: (step) => {
    const body = nodeIf(step, "TruncateStmt");
    if (body === null) return [];
    const named3 = bodiesOf("RangeVar", body.relations).map((range) => rangeAt(step, range));
    const emptied = step.effects.locks.filter(({ existing: existing2 }) => existing2).map(({ relation }) => relation);
    const [first, ...more] = emptied.filter((table3) => named3.includes(table3));
    const others = emptied.filter((table3) => !named3.includes(table3));
    const cascade = body.behavior === "DROP_CASCADE";
    const tables2 = first === void 0 ? others : [first, ...more];
    const [head, ...tail] = tables2;
    if (head === void 0) return [];
    const along = first === void 0 ? [] : others;
    return [
      {
        severity: "unsafe",
        at: at(step),
        alsoModes: ["lock-queue-freeze"],
        step,
        tables: [head, ...tail],
        others: along,
        cascade
      }
    ];
  },
  describe: (match) => ({
    title: `TRUNCATE deletes every row of ${match.tables.map(shortName).join(", ")}`,
    message: messageOf13(match),
    fix: sql(
      "-- after a backup; foreign keys are obeyed:",
      ...match.tables.map(
        (table3) => shrinkingLoop(`DELETE FROM ${shortName(table3)} WHERE ${batchOf(table3, "")};`, match.step.version)
      )
    )
  }),
  boxes: ({ tables: tables2, others }) => [backupBox(tables([...tables2, ...others]))]
});
function messageOf13({ step, tables: tables2, others, cascade }) {
  const known2 = others.length > 0 ? `: ${tables(others)}` : "";
  const along = cascade ? ` CASCADE also empties every table with a foreign key to it${known2}.` : "";
  return `${code("TRUNCATE")} deletes every row of ${tables(tables2)} at once, fires no row trigger, and no rollback of the deploy brings them back.${along} ` + refusedOrLocked(step, tables2[0]);
}

// src/rules/destructive-rollback/type-narrowing/loss.ts
var TIMES = /* @__PURE__ */ new Set(["timestamp", "timestamptz", "time", "timetz", "interval"]);
var WHOLE = /* @__PURE__ */ new Set(["int2", "int4", "int8"]);
var INEXACT = /* @__PURE__ */ new Set(["float4", "float8"]);
var STRINGS = /* @__PURE__ */ new Set(["text", "varchar", "bpchar", "citext"]);
var FULL_PRECISION2 = 6;
function lossOf2(from2, to) {
  if (from2.array || to.array) return null;
  if (from2.name === "numeric") return numericLoss(from2, to);
  if (INEXACT.has(from2.name)) return inexactLoss(from2, to);
  if (TIMES.has(from2.name)) return timeLoss(from2, to);
  if (from2.name === "json" && to.name === "jsonb") return "key order, white space and repeated keys are not kept";
  if (STRINGS.has(from2.name) && STRINGS.has(to.name)) return stringLoss(from2, to);
  if (from2.name === "varbit" || from2.name === "bit")
    return shorter(from2, to) && from2.name === to.name ? "longer bit strings are refused or cut" : null;
  return null;
}
function cutBy(using, from2) {
  const call = findAll("FuncCall", using).find(({ funcname }) => CUTTING.has(texts(funcname).at(-1) ?? ""));
  if (call !== void 0) return `${texts(call.funcname).at(-1) ?? ""}() in USING keeps only a part of each value`;
  const cast = findAll("TypeCast", using).find(({ arg, typeName }) => {
    if (typeName === void 0 || constant(arg) !== null) return false;
    const to = typeRef(typeName);
    const bounded = (to.name === "varchar" || to.name === "bpchar") && to.modifiers.length > 0;
    return bounded && (from2 === null || lossOf2(from2, to) !== null);
  });
  return cast === void 0 ? null : "an explicit cast in USING cuts longer values without an error";
}
var CUTTING = /* @__PURE__ */ new Set([
  "left",
  "right",
  "substr",
  "substring",
  "overlay",
  "split_part",
  "trunc",
  "round",
  "floor",
  "ceil",
  "ceiling",
  "date_trunc"
]);
function numericLoss(from2, to) {
  const [, oldScale = from2.modifiers.length > 0 ? 0 : null] = from2.modifiers;
  if (WHOLE.has(to.name)) return oldScale === 0 ? null : "everything after the decimal point is rounded away";
  if (INEXACT.has(to.name)) return "only 6 or 15 significant digits are kept";
  if (to.name === "money")
    return oldScale !== null && oldScale <= 2 ? null : "digits after the second are rounded away";
  if (to.name !== "numeric" || to.modifiers.length === 0) return null;
  const newScale = to.modifiers[1] ?? 0;
  return oldScale === null || newScale < oldScale ? `values are rounded to ${newScale} digits after the decimal point without an error` : null;
}
function inexactLoss(from2, to) {
  if (WHOLE.has(to.name)) return "everything after the decimal point is rounded away";
  if (from2.name === "float8" && to.name === "float4") return "only 6 of 15 significant digits are kept";
  if (to.name === "numeric" && to.modifiers.length > 0)
    return `values are rounded to ${to.modifiers[1] ?? 0} digits after the decimal point`;
  return null;
}
function timeLoss(from2, to) {
  if (to.name === "date") return "the time of day is cut off";
  if (from2.name.startsWith("timestamp") && (to.name === "time" || to.name === "timetz")) return "the date is cut off";
  if (from2.name === "timetz" && to.name === "time") return "the time zone is cut off";
  const precision = to.modifiers.at(-1) ?? FULL_PRECISION2;
  const before = from2.modifiers.at(-1) ?? FULL_PRECISION2;
  return TIMES.has(to.name) && precision < before ? `fractions of a second are rounded to ${precision} digits` : null;
}
function stringLoss(from2, to) {
  if (to.name === "bpchar" && from2.name !== "bpchar")
    return "trailing spaces lose their meaning, and longer values are refused or cut";
  return shorter(from2, to) ? `values longer than ${to.modifiers[0] ?? 0} characters make it fail, or are cut if USING says so` : null;
}
function shorter(from2, to) {
  const [length] = to.modifiers;
  return length !== void 0 && (from2.modifiers[0] === void 0 || length < from2.modifiers[0]);
}

// src/rules/destructive-rollback/type-narrowing/rule.ts
var rule63 = statementRule({
  id: "type-narrowing",
  mode: "destructive-rollback",
  on: ["AT_AlterColumnType"],
  detect: (step) => {
    const body = nodeIf(step, "AlterTableStmt");
    if (body === null || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    return bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
      const definition = cmd.subtype === "AT_AlterColumnType" ? bodyOf("ColumnDef", cmd.def) : null;
      const column = cmd.name ?? "";
      if (definition?.typeName === void 0 || !isOthersColumn(step, table3, column)) return [];
      const from2 = step.before.relations.get(table3)?.columns.get(column)?.type ?? null;
      const to = typeRef(definition.typeName);
      const cut2 = definition.raw_default === void 0 ? null : cutBy(definition.raw_default, from2);
      const loss = cut2 ?? (from2 === null ? null : lossOf2(from2, to));
      if (loss === null) return [];
      return [
        { severity: "unsafe", at: at(step, part), alsoModes: ["hidden-rewrite"], step, table: table3, column, from: from2, to, loss }
      ];
    });
  },
  describe: (match) => ({
    title: `${identifier(match.column)} of ${shortName(match.table)} loses part of its values`,
    message: messageOf14(match),
    fix: beside2(match)
  }),
  boxes: ({ table: table3, column }) => [backupBox(`${code(identifier(column))} of ${table2(table3)}`)]
});
function messageOf14({ step, table: table3, column, from: from2, to, loss }) {
  const before = from2 === null ? "" : ` from ${code(typeWords(from2))}`;
  return `Changing ${code(identifier(column))} of ${table2(table3)}${before} to ${code(typeWords(to))} loses data: ${loss}. Changing the type back does not bring it back. The statement ${lockClause(step, table3)} until the transaction ends.`;
}
function beside2({ table: table3, column, to }) {
  const next = identifier(`${column}_new`);
  return sql(
    "-- 1. the narrower column beside the old one",
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table3)} ADD COLUMN ${next} ${typeWords(to)};`,
    "-- 2. release code that writes both, copy the old rows in batches, and look at the rows whose value changes:",
    comment2(
      `SELECT count(*) FROM ${shortName(table3)} WHERE ${identifier(column)}::text IS DISTINCT FROM ${next}::text;`
    ),
    comment2(`3. release code that uses ${next} alone; drop ${identifier(column)} in a later migration, after a backup`)
  );
}

// src/rules/destructive-rollback/unlogged-table/rule.ts
var rule64 = statementRule({
  id: "unlogged-table",
  mode: "destructive-rollback",
  on: ["AT_SetUnLogged", "CreateStmt", "CreateTableAsStmt", "SelectStmt"],
  detect: (step) => step.effects.fails === null ? [...altered(step), ...created2(step)] : [],
  describe: (match) => ({
    title: `${shortName(match.table)} is emptied by a crash and cannot be read on a standby`,
    message: messageOf15(match),
    fix: match.created ? logged(match.step) : ""
  }),
  boxes: ({ table: table3 }) => [
    {
      phase: "before",
      text: `All rows of ${table2(table3)} may be lost at any crash or failover, and no standby needs them`,
      sql: ""
    }
  ]
});
function altered(step) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null) return [];
  const table3 = rangeAt(step, body.relation);
  const known2 = step.before.relations.get(table3);
  if (!isOthers(step, table3) || known2?.unlogged === true || known2?.kind === "partitioned table") return [];
  return bodiesOf("AlterTableCmd", body.cmds).flatMap(
    (cmd, part) => cmd.subtype === "AT_SetUnLogged" ? [
      {
        severity: "unsafe",
        at: at(step, part),
        alsoModes: ["replica-schema-drift", "hidden-rewrite"],
        step,
        table: table3,
        created: false
      }
    ] : []
  );
}
function created2(step) {
  const into = nodeIf(step, "CreateStmt")?.relation ?? nodeIf(step, "CreateTableAsStmt")?.into?.rel ?? nodeIf(step, "SelectStmt")?.intoClause?.rel;
  if (into?.relpersistence !== "u") return [];
  const table3 = rangeAt(step, into);
  const known2 = step.before.relations.get(table3);
  if (known2 !== void 0 && step.after.relations.get(table3) === known2) return [];
  return [{ severity: "caution", at: at(step), alsoModes: ["replica-schema-drift"], step, table: table3, created: true }];
}
function messageOf15({ step, table: table3, created: isNew4 }) {
  const loss = `Nothing that is written to ${table2(table3)} goes to the write-ahead log: a crash or a failover leaves it empty, and a query on a standby fails.`;
  if (isNew4) return `${code("UNLOGGED")} saves the log. ${loss}`;
  const touch2 = step.effects.rewrites.find(({ relation }) => relation === table3);
  return touch2 === void 0 ? loss : `${loss} ${blockedWhile(step, touch2, "is rewritten")}`;
}
function logged(step) {
  const edits = without3(step, "UNLOGGED");
  return edits === null ? asWritten(step) : edited(step, edits);
}

// src/rules/destructive-rollback/values-overwritten/rule.ts
var rule65 = statementRule({
  id: "values-overwritten",
  mode: "destructive-rollback",
  on: ["UpdateStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "UpdateStmt");
    if (body === null || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    const lost2 = bodiesOf("ResTarget", body.targetList).filter(
      ({ name = "", val }) => isOthersColumn(step, table3, name) && !isFilled(body, name) && losesValue(name, val)
    );
    if (lost2.length === 0 || isKept(step, changeset, table3)) return [];
    const severity = step.effects.writes === "bounded" ? "caution" : "note";
    return [{ severity, at: at(step), table: table3, columns: lost2.map(({ name = "" }) => name) }];
  },
  describe: ({ table: table3, columns }) => ({
    title: `The old values of ${listed2(columns)} in ${shortName(table3)} are gone after the UPDATE`,
    message: `${code("UPDATE")} writes over ${columns.map((one2) => code(identifier(one2))).join(", ")} of ${table2(table3)}, and nothing in the change keeps what was there: neither a down migration nor old code gets it back, and a second run changes the rows again.`,
    fix: sql(
      "-- keep the old values in a column of their own until nobody needs them; first:",
      BOUNDED_WAIT,
      ...columns.map((one2) => `ALTER TABLE ${shortName(table3)} ADD COLUMN ${identifier(`${one2}_before`)} text;`),
      `-- then, in the same UPDATE: ${columns.map((one2) => `${identifier(`${one2}_before`)} = ${identifier(one2)}`).join(", ").replace(/[\r\n]/g, " ")}`
    )
  }),
  boxes: ({ severity, table: table3, columns }) => severity === "note" ? [] : [backupBox(`${columns.map((one2) => code(identifier(one2))).join(", ")} of ${table2(table3)}`)]
});
function listed2(columns) {
  return columns.map(identifier).join(", ");
}
function losesValue(column, value) {
  if (isNullConstant(value)) return true;
  if (value === void 0 || bodyOf("ColumnRef", value) !== null) return false;
  return findAll("ColumnRef", value).some(({ fields }) => text(fields?.at(-1)) === column);
}
function isFilled({ whereClause, targetList }, column) {
  const empty = (whereClause === void 0 ? [] : conjuncts(whereClause)).some((condition2) => {
    const test = bodyOf("NullTest", condition2);
    return test?.nulltesttype === "IS_NULL" && text(bodyOf("ColumnRef", test.arg)?.fields?.at(-1)) === column;
  });
  const value = bodiesOf("ResTarget", targetList).find(({ name }) => name === column)?.val;
  const first = bodyOf("ColumnRef", bodyOf("CoalesceExpr", value)?.args?.[0]);
  return empty || text(first?.fields?.at(-1)) === column;
}
function isKept(step, { stepsInSet }, table3) {
  const earlier2 = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier2.some((one2) => {
    const query2 = nodeIf(one2, "CreateTableAsStmt")?.query ?? nodeIf(one2, "InsertStmt")?.selectStmt;
    if (query2 !== void 0) return findAll("RangeVar", query2).some((range) => rangeAt(one2, range) === table3);
    const update2 = nodeIf(one2, "UpdateStmt");
    if (update2 === null || rangeAt(one2, update2.relation) !== table3) return false;
    return bodiesOf("ResTarget", update2.targetList).some(
      ({ name = "", val }) => !isOthersColumn(one2, table3, name) && bodyOf("ColumnRef", val) !== null
    );
  });
}

// src/rules/replica-schema-drift/applied-migration-changed/rule.ts
var rule66 = changesetRule({
  id: "applied-migration-changed",
  mode: "replica-schema-drift",
  detect: ({ sources, migrations }) => sources.flatMap(
    (source2) => changeOf(
      source2,
      migrations.find(({ path }) => path === source2.path)
    )
  ),
  describe: (match) => ({
    title: `A migration that may have run already is ${match.how}`,
    message: messageOf16(match),
    fix: sql("-- leave the file as it was, and put the change into a new migration")
  })
});
var REPEATABLE = /(?:^|\/)R__[^/]*$/;
function changeOf(source2, migration) {
  const { path, previousPath, status, baseText } = source2;
  if (REPEATABLE.test(path)) return [];
  const file = { kind: "file", path };
  if (status === "removed")
    return [{ severity: "unsafe", at: file, how: "removed", path, previousPath, otherStatements: false }];
  if (status !== "modified" && status !== "renamed") return [];
  const first = migration === void 0 ? null : firstDifference(migration, baseText);
  if (status === "renamed")
    return [{ severity: "unsafe", at: file, how: "renamed", path, previousPath, otherStatements: first !== null }];
  if (first === null && migration !== void 0) return [];
  return [{ severity: "unsafe", at: first ?? file, how: "modified", path, previousPath, otherStatements: true }];
}
function firstDifference(migration, baseText) {
  const file = { kind: "file", path: migration.path };
  if (baseText === null) return file;
  const now = significant(migration.text);
  const before = significant(baseText);
  const nth = now.findIndex(({ text: text2 }, at2) => text2 !== before[at2]?.text);
  if (nth < 0) return now.length === before.length ? null : file;
  const offset = now[nth]?.start ?? 0;
  const piece = migration.pieces.find(({ span }) => span.start <= offset && offset <= span.end);
  return piece === void 0 ? file : { kind: "piece", migration, index: piece.index };
}
function significant(text2) {
  return tokenize(text2).filter(({ kind }) => kind !== "line-comment" && kind !== "block-comment").map(({ start, end }) => ({ text: text2.slice(start, end), start }));
}
function messageOf16({ how, path, previousPath, otherStatements }) {
  const file = code(path);
  const drift = "Databases where it has run keep the old result and new ones get another, so they drift apart; tools that keep a checksum refuse to go on.";
  switch (how) {
    case "removed":
      return `${file} stood on the base branch and is deleted here. Where it has run, its result stays; where it has not, it is missing.`;
    case "renamed": {
      const from2 = previousPath === null ? "" : ` from ${code(previousPath)}`;
      return `${file} was renamed${from2}. A tool that goes by the file's name takes it for a new migration and runs it a second time.${otherStatements ? " Its statements are others as well." : ""}`;
    }
    case "modified":
      return `The statements of ${file} are not those that stand on the base branch. ${drift}`;
  }
}

// src/rules/replica-schema-drift/constraint-left-not-valid/rule.ts
var rule67 = statementRule({
  id: "constraint-left-not-valid",
  mode: "replica-schema-drift",
  on: ["AT_AddConstraint"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    const relation = alteredTable(step);
    if (step.before.relations.get(relation)?.set === step.set) return [];
    return step.statement.parts.flatMap((_span, part) => {
      const node = addedConstraint(step, part);
      if (node?.skip_validation !== true || node.is_enforced === false) return [];
      const name = constraintName(step, relation, node, constraintColumns(node, null));
      if (name === null || !isPending(relation, name, step, changeset)) return [];
      const alsoModes = ["not-null-without-backfill"];
      return [{ severity: "note", at: at(step, part), alsoModes, step, relation, constraint: name }];
    });
  },
  describe: ({ relation, constraint }) => ({
    title: `Nothing here validates ${identifier(constraint)}`,
    message: `${code("NOT VALID")} holds for rows that are written from now on. Whether the old rows of ${table2(relation)} keep to ${code(identifier(constraint))} nobody knows until a later migration validates it; until then it proves nothing, to ${code("SET NOT NULL")} and to the planner neither.`,
    fix: sql(
      "-- in a later migration of its own, which reads the table while reads and writes go on:",
      `ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${identifier(constraint)};`
    )
  })
});
function isPending(relation, name, step, { stepsInSet }) {
  const last = stepsInSet.get(step.set)?.findLast(({ section }) => section.direction === step.section.direction);
  return last?.after.relations.get(relation)?.constraints.get(name)?.validated === false;
}

// src/rules/replica-schema-drift/enum-value-used-too-early/use.ts
function uses(step, value) {
  const { node } = step.statement;
  if (node.tag === "CreateFunctionStmt" || node.tag === "AlterEnumStmt" || node.tag === "DoStmt") return false;
  return inCast(step, node, value) || inComparison(step, node, value) || inDefault(step, node, value) || inRow(step, node, value);
}
function inCast(step, node, { type, value }) {
  return findAll("TypeCast", node.body).some(
    (cast) => constant(cast.arg) === value && cast.typeName !== void 0 && isType2(step, cast.typeName, type)
  );
}
function inComparison(step, node, { type, value }) {
  const columns = columnsOfType(step, node, type);
  if (columns.size === 0) return false;
  return findAll("A_Expr", node.body).some(({ lexpr, rexpr }) => {
    const named3 = [lexpr, rexpr].some((side) => columns.has(text(bodyOf("ColumnRef", side)?.fields?.at(-1))));
    return named3 && [lexpr, rexpr].flatMap(listed3).some((side) => constant(side) === value);
  });
}
function listed3(node) {
  if (node === void 0) return [];
  return bodyOf("List", node)?.items ?? bodyOf("A_ArrayExpr", node)?.elements ?? [node];
}
function inDefault(step, node, { type, value }) {
  const isNewDefault = findAll("ColumnDef", node.body).some(
    ({ typeName, constraints }) => typeName !== void 0 && isType2(step, typeName, type) && bodiesOf("Constraint", constraints).some(
      ({ contype, raw_expr }) => contype === "CONSTR_DEFAULT" && constant(raw_expr) === value
    )
  );
  if (isNewDefault || node.tag !== "AlterTableStmt") return isNewDefault;
  const columns = columnsOfType(step, node, type);
  return bodiesOf("AlterTableCmd", node.body.cmds).some(
    (cmd) => cmd.subtype === "AT_ColumnDefault" && columns.has(cmd.name ?? "") && constant(cmd.def) === value
  );
}
function inRow(step, node, value) {
  const updates = node.tag === "UpdateStmt" ? [node.body] : findAll("UpdateStmt", node.body);
  const inserts = node.tag === "InsertStmt" ? [node.body] : findAll("InsertStmt", node.body);
  const set2 = updates.some((update2) => {
    const columns = columnsOf6(step, rangeAt(step, update2.relation), value.type);
    return bodiesOf("ResTarget", update2.targetList).some(
      (target) => columns.has(target.name ?? "") && constant(target.val) === value.value
    );
  });
  if (set2) return true;
  return inserts.some((insert2) => {
    const relation = step.before.relations.get(rangeAt(step, insert2.relation));
    const columns = columnsOf6(step, relation?.name ?? "", value.type);
    const written2 = bodiesOf("ResTarget", insert2.cols).map(({ name }) => name ?? "");
    const names = written2.length > 0 ? written2 : [...relation?.columns.keys() ?? []];
    const source2 = bodyOf("SelectStmt", insert2.selectStmt);
    const rows = [
      ...(source2?.valuesLists ?? []).map(listed3),
      bodiesOf("ResTarget", source2?.targetList).flatMap(({ val }) => val ?? [])
    ];
    return rows.some((row) => row.some((item, nth) => columns.has(names[nth] ?? "") && constant(item) === value.value));
  });
}
function columnsOfType(step, node, type) {
  const own2 = "relation" in node.body && node.body.relation !== void 0 ? [node.body.relation] : [];
  const names = /* @__PURE__ */ new Set([
    ...own2.map((range) => rangeAt(step, range)),
    ...findAll("RangeVar", node.body).map((range) => rangeAt(step, range))
  ]);
  const defined = findAll("ColumnDef", node.body).filter(
    ({ typeName }) => typeName !== void 0 && isType2(step, typeName, type)
  );
  return /* @__PURE__ */ new Set([
    ...[...names].flatMap((name) => [...columnsOf6(step, name, type)]),
    ...defined.map(({ colname }) => colname ?? "")
  ]);
}
function columnsOf6(step, relation, type) {
  const columns = [...step.before.relations.get(relation)?.columns.values() ?? []];
  return new Set(columns.filter((column) => column.type?.name === type).map(({ name }) => name));
}
function isType2(step, written2, type) {
  const ref = typeRef(written2);
  if (ref.name === type) return true;
  const { searchPath } = effective(step.session);
  const known2 = step.before.types.get(type);
  return known2 !== void 0 && findType(step.before, searchPath, ref) === known2;
}

// src/rules/replica-schema-drift/enum-value-used-too-early/rule.ts
var rule68 = statementRule({
  id: "enum-value-used-too-early",
  mode: "replica-schema-drift",
  on: ["in-transaction"],
  detect: (step, { stepsInTransaction }) => {
    const transaction2 = step.session.transaction?.number;
    if (transaction2 === void 0 || step.effects.fails !== null) return [];
    for (const added2 of stepsInTransaction.get(transaction2) ?? []) {
      if (added2.index >= step.index) break;
      const value = pendingValue(added2);
      if (value !== null && uses(step, value))
        return [{ severity: "unsafe", at: at(step), related: [added2], step, added: added2, value }];
    }
    return [];
  },
  describe: ({ step, added: added2, value }) => ({
    title: `A new value of ${shortName(value.type)} cannot be used before its transaction ends`,
    message: `${code(step.statement.kind)} uses ${code(literal2(value.value))}, which the same transaction added to ${code(shortName(value.type))}: Postgres refuses it ("unsafe use of new value"), and the whole migration is rolled back.`,
    fix: sql(
      "-- file 1: the value alone",
      asWritten(added2),
      "-- file 2: what uses it",
      "BEGIN;",
      asWritten(step),
      "COMMIT;"
    )
  })
});
function pendingValue(added2) {
  const body = nodeIf(added2, "AlterEnumStmt");
  if (body?.newVal === void 0 || body.oldVal !== void 0 || added2.effects.fails !== null) return null;
  const type = keyAt(added2, added2.before.types, texts(body.typeName));
  const known2 = added2.before.types.get(type);
  const isNewType = known2?.kind === "enum" && known2.set === added2.set && known2.transaction === transactionNumber(added2.session);
  if (isNewType && (added2.version >= 17 || added2.version < 12)) return null;
  return { type, value: body.newVal };
}

// src/rules/replica-schema-drift/environment-dependent/rule.ts
var rule69 = statementRule({
  id: "environment-dependent",
  mode: "replica-schema-drift",
  on: [
    "CreateExtensionStmt",
    "AlterExtensionStmt",
    "CreateRoleStmt",
    "CreateTableSpaceStmt",
    "CreateForeignServerStmt",
    "CreateSubscriptionStmt",
    "CreateStmt",
    "IndexStmt"
  ],
  detect: (step) => {
    const needs = needsOf(step);
    return needs === null || step.effects.fails !== null ? [] : [{ severity: "note", at: at(step), needs, kind: step.statement.kind }];
  },
  describe: ({ needs, kind }) => ({
    title: `${kind} depends on the server`,
    message: `${code(kind)} ${needs}. What passes on one server may be refused or do something else on another, so databases come to differ.`,
    fix: ""
  })
});
function needsOf({ statement: { node } }) {
  switch (node.tag) {
    case "CreateExtensionStmt":
    case "AlterExtensionStmt":
      return `needs the files of ${code(identifier(node.body.extname ?? ""))} on the server and a role that may install it, and takes the version that is there`;
    case "CreateRoleStmt":
      return "is about a role of the whole server, which other databases share, and needs the right to manage roles";
    case "CreateTableSpaceStmt":
      return "needs a folder on the disk of every server, standbys included";
    case "CreateForeignServerStmt":
    case "CreateSubscriptionStmt":
      return "names another server, which every copy of this database would then talk to";
    case "CreateStmt":
      return tablespaceNeed(node.body.tablespacename);
    case "IndexStmt":
      return tablespaceNeed(node.body.tableSpace);
    default:
      return null;
  }
}
function tablespaceNeed(name) {
  return name === void 0 || name === "pg_default" ? null : `needs the tablespace ${code(identifier(name))} on the server`;
}

// src/rules/replica-schema-drift/if-not-exists-masks-drift/rule.ts
var rule70 = statementRule({
  id: "if-not-exists-masks-drift",
  mode: "replica-schema-drift",
  on: ["CreateStmt", "AT_AddColumn"],
  detect: (step) => [...created3(step), ...added(step)],
  describe: ({ step, table: table3, differences: differences2 }) => ({
    title: `IF NOT EXISTS passes over a ${shortName(table3)} that looks different`,
    message: `${table2(table3)} is there already, so ${code(`${step.statement.kind} … IF NOT EXISTS`)} does nothing and succeeds, although ${differences2.join("; ")}. New databases get what is written, this one keeps what it has, and code meets both.`,
    fix: sql(
      comment2(
        `say what ${shortName(table3)} lacks, without IF NOT EXISTS, so that it fails where something is not as expected`
      )
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `In every database that has ${table2(match.table)} already, another statement brings what it lacks, or no code needs it`,
      columnsOf3(match.table)
    )
  )
});
function created3(step) {
  const body = nodeIf(step, "CreateStmt");
  if (body?.if_not_exists !== true || step.effects.fails !== null) return [];
  const table3 = rangeAt(step, body.relation);
  const known2 = step.before.relations.get(table3);
  if (known2 === void 0 || !known2.complete || !isOthers(step, table3)) return [];
  const keys = bodiesOf("Constraint", body.tableElts).filter(
    ({ contype }) => contype === "CONSTR_PRIMARY" || contype === "CONSTR_NOTNULL"
  );
  const required = keys.flatMap((key) => texts(key.keys));
  const differences2 = bodiesOf("ColumnDef", body.tableElts).flatMap((column) => differencesOf(known2, column, required));
  return differences2.length === 0 ? [] : [{ severity: "caution", at: at(step), step, table: table3, differences: differences2 }];
}
function added(step) {
  return alteredParts(step, "AT_AddColumn").flatMap(({ cmd, part, table: table3 }) => {
    const column = bodyOf("ColumnDef", cmd.def);
    const known2 = step.before.relations.get(table3);
    if (cmd.missing_ok !== true || column === null || known2?.columns.has(column.colname ?? "") !== true) return [];
    const differences2 = differencesOf(known2, column);
    return differences2.length === 0 ? [] : [{ severity: "caution", at: at(step, part), step, table: table3, differences: differences2 }];
  });
}
function differencesOf({ columns }, written2, required = []) {
  const name = identifier(written2.colname ?? "");
  const known2 = columns.get(written2.colname ?? "");
  if (known2 === void 0) return [`it has no column ${code(name)}`];
  const differences2 = [];
  const type = written2.typeName === void 0 ? null : typeRef(written2.typeName);
  if (type !== null && known2.type !== null && !sameType2(typeWords(type), typeWords(known2.type)))
    differences2.push(`${code(name)} is ${code(typeWords(known2.type))} and not ${code(typeWords(type))}`);
  const kinds = bodiesOf("Constraint", written2.constraints).map(({ contype }) => contype);
  const wantsNotNull = required.includes(written2.colname ?? "") || isSerial(written2) || kinds.some((kind) => NOT_NULL.has(kind ?? ""));
  if (wantsNotNull && known2.notNull === false) differences2.push(`${code(name)} allows NULL`);
  if (!wantsNotNull && known2.notNull === true) differences2.push(`${code(name)} is NOT NULL`);
  if (kinds.includes("CONSTR_DEFAULT") && known2.hasDefault === false) differences2.push(`${code(name)} has no default`);
  return differences2;
}
var NOT_NULL = /* @__PURE__ */ new Set(["CONSTR_NOTNULL", "CONSTR_PRIMARY", "CONSTR_IDENTITY"]);
function sameType2(written2, known2) {
  return written2 === known2 || written2.split(".").at(-1) === known2.split(".").at(-1);
}
function isSerial({ typeName }) {
  return typeName !== void 0 && serialName(typeName) !== null;
}

// src/rules/replica-schema-drift/insert-without-column-list/rule.ts
var rule71 = statementRule({
  id: "insert-without-column-list",
  mode: "replica-schema-drift",
  on: ["InsertStmt"],
  detect: (step) => {
    const body = nodeIf(step, "InsertStmt");
    if (body === null || (body.cols ?? []).length > 0 || body.selectStmt === void 0 || step.effects.fails !== null)
      return [];
    const relation = rangeAt(step, body.relation);
    return isOthers(step, relation) ? [{ severity: "note", at: at(step), step, relation }] : [];
  },
  describe: ({ step, relation }) => ({
    title: `INSERT into ${shortName(relation)} counts on the order of its columns`,
    message: `${code(step.statement.kind)} names no column of ${table2(relation)}. On a database where they stand in another order, since they were added in another order, it fails or puts values into the wrong columns.`,
    fix: ""
  })
});

// src/rules/replica-schema-drift/publication-changed/rule.ts
var rule72 = statementRule({
  id: "publication-changed",
  mode: "replica-schema-drift",
  on: ["AlterPublicationStmt", "DropStmt", "DropSubscriptionStmt", "AlterSubscriptionStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...publications(step), ...dropped2(step), ...subscriptions(step)].filter(({ kind, name }) => kind !== "publication" || !isNew3(step, name)).map((cut2) => ({ ...cut2, severity: "caution", at: at(step), alsoModes: ["destructive-rollback"] }));
  },
  describe: ({ kind, name, change: change2 }) => ({
    title: `The ${kind} ${name} no longer carries everything`,
    message: `The ${kind} ${code(name)} ${change2}. Subscribers keep what they have and get no more of it, without an error; to have it back they need a new copy of the tables, since what was written meanwhile is not sent again.`,
    fix: ""
  }),
  boxes: ({ kind, name }) => [
    { phase: "before", text: `Nobody reads from what the ${kind} ${code(name)} no longer carries`, sql: "" }
  ]
});
function publications(step) {
  const body = nodeIf(step, "AlterPublicationStmt");
  if (body === null) return [];
  const name = identifier(body.pubname ?? "");
  const tables2 = bodiesOf("PublicationObjSpec", body.pubobjects).map(
    ({ pubtable, name: schema }) => pubtable?.relation === void 0 ? `schema ${identifier(schema ?? "")}` : shortName(rangeAt(step, pubtable.relation))
  );
  const listed5 = tables2.map(code).join(", ");
  if (body.action === "AP_DropObjects") return [{ kind: "publication", name, change: `no longer has ${listed5}` }];
  if (body.action === "AP_SetObjects" && tables2.length > 0)
    return [{ kind: "publication", name, change: `has ${listed5} from now on and nothing else` }];
  const publish = bodiesOf("DefElem", body.options).some(({ defname }) => defname === "publish");
  return publish ? [{ kind: "publication", name, change: "publishes other kinds of change than before" }] : [];
}
function dropped2(step) {
  const body = nodeIf(step, "DropStmt");
  if (body?.removeType !== "OBJECT_PUBLICATION") return [];
  return (body.objects ?? []).map((object) => ({
    kind: "publication",
    name: identifier(nameParts(object).at(-1) ?? ""),
    change: "is gone"
  }));
}
function subscriptions(step) {
  const drop3 = nodeIf(step, "DropSubscriptionStmt");
  if (drop3 !== null) return [{ kind: "subscription", name: identifier(drop3.subname ?? ""), change: "is gone" }];
  const body = nodeIf(step, "AlterSubscriptionStmt");
  if (body === null) return [];
  const name = identifier(body.subname ?? "");
  switch (body.kind) {
    case "ALTER_SUBSCRIPTION_ENABLED":
      return isOff(body.options) ? [{ kind: "subscription", name, change: "stands still" }] : [];
    case "ALTER_SUBSCRIPTION_SET_PUBLICATION":
    case "ALTER_SUBSCRIPTION_DROP_PUBLICATION":
      return [{ kind: "subscription", name, change: "takes other publications than before" }];
    case "ALTER_SUBSCRIPTION_CONNECTION":
      return [{ kind: "subscription", name, change: "reads from another server" }];
    case "ALTER_SUBSCRIPTION_SKIP":
      return [{ kind: "subscription", name, change: "leaves out a transaction" }];
    default:
      return [];
  }
}
function isOff(options) {
  return bodiesOf("DefElem", options).some(
    ({ defname, arg }) => defname === "enabled" && bodyOf("Boolean", arg)?.boolval !== true
  );
}
function isNew3({ before, set: set2 }, name) {
  return before.publications.some((publication2, key) => identifier(key) === name && publication2.set === set2);
}

// src/rules/replica-schema-drift/published.ts
function publicationWith({ publications: publications2 }, table3) {
  for (const [name, { allTables, schemas, tables: tables2 }] of publications2) {
    const has = schemas.includes(splitName(table3).schema) || tables2.some(({ relation }) => relation === table3);
    if (allTables || has) return name;
  }
  return null;
}

// src/rules/replica-schema-drift/published-table-altered/rule.ts
var rule73 = statementRule({
  id: "published-table-altered",
  mode: "replica-schema-drift",
  on: ["AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType", "RenameStmt"],
  detect: (step) => {
    const [first] = changedTables(step);
    const publication2 = first === void 0 ? null : publicationWith(step.before, first.table);
    if (first === void 0 || publication2 === null) return [];
    return [
      {
        severity: "caution",
        at: at(step, first.part),
        table: first.table,
        publication: identifier(publication2),
        change: first.change
      }
    ];
  },
  describe: ({ table: table3, publication: publication2, change: change2 }) => ({
    title: `Subscribers of ${publication2} do not get this change of ${shortName(table3)}`,
    message: `Logical replication carries rows and no DDL, and ${table2(table3)} is in the publication ${code(publication2)}. ${CONSEQUENCES2[change2]}, and its slot keeps WAL on this server until somebody repairs it.`,
    fix: sql(
      comment2(
        change2 === "drops" ? "here first, and on every subscriber when it has caught up" : "the same statement on every subscriber first, and here when it is through"
      )
    )
  }),
  boxes: (match) => whenAsked(match, subscribersFit(match), subscribersKeepUp(match))
});
var CONSEQUENCES2 = {
  adds: "A subscriber without the column stops at the first row that has it",
  drops: "A subscriber that still requires the column stops at the first row without it",
  changes: "A subscriber with the old name or type stops at the first row that does not fit"
};
function subscribersFit({ table: table3, publication: publication2, change: change2 }) {
  return box(
    "before",
    change2 === "drops" ? `No subscriber of ${code(publication2)} requires a value in what ${table2(table3)} loses (the query runs there)` : `Every subscriber of ${code(publication2)} is ready for the change of ${table2(table3)} (the query runs there)`,
    columnsOf3(table3)
  );
}
function subscribersKeepUp({ publication: publication2, table: table3 }) {
  return box(
    "after",
    `Rows of ${table2(table3)} reach the subscribers of ${code(publication2)}: their slots are active and do not fall behind`,
    sql(
      "SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)) AS behind",
      "FROM pg_replication_slots WHERE slot_type = 'logical';"
    )
  );
}
function changedTables(step) {
  const rename3 = nodeIf(step, "RenameStmt");
  if (rename3 !== null) {
    const renamed = rename3.renameType === "OBJECT_COLUMN" || rename3.renameType === "OBJECT_TABLE";
    const table3 = rangeAt(step, rename3.relation);
    return renamed && step.effects.fails === null && isOthers(step, table3) ? [{ table: table3, part: 0, change: "changes" }] : [];
  }
  return alteredParts(step, "AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType").map(({ cmd, part, table: table3 }) => ({
    table: table3,
    part,
    change: cmd.subtype === "AT_AddColumn" ? "adds" : cmd.subtype === "AT_DropColumn" ? "drops" : "changes"
  }));
}

// src/rules/replica-schema-drift/replica-identity-lost/rule.ts
var rule74 = statementRule({
  id: "replica-identity-lost",
  mode: "replica-schema-drift",
  on: ["AT_ReplicaIdentity", "AT_DropConstraint", "AT_DropColumn", "DropStmt"],
  detect: (step, changeset) => {
    if (nodeIf(step, "DropStmt") !== null) return droppedIndexes(step);
    const body = nodeIf(step, "AlterTableStmt");
    if (body === null || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    if (!isOthers(step, table3)) return [];
    const relation = step.before.relations.get(table3);
    const publication2 = publicationWith(step.before, table3);
    return bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
      if (bodyOf("ReplicaIdentityStmt", cmd.def)?.identity_type === "n")
        return [{ severity: "unsafe", at: at(step, part), step, table: table3, cause: "nothing", publication: publication2 }];
      const cause = lostBy(cmd, step, table3, relation);
      if (cause === null || hasOther(step, table3, changeset)) return [];
      return [
        { severity: publication2 === null ? "caution" : "unsafe", at: at(step, part), step, table: table3, cause, publication: publication2 }
      ];
    });
  },
  describe: (match) => ({
    title: `UPDATE and DELETE on ${shortName(match.table)} fail where it is published`,
    message: messageOf17(match),
    fix: fixOf4(match)
  }),
  boxes: ({ table: table3, cause, publication: publication2 }) => cause === "nothing" || publication2 !== null ? [] : [publishedBox(table3)]
});
function publishedBox(table3) {
  const { schema, name } = splitName(table3);
  const where = `schemaname = ${literal2(schema)} AND tablename = ${literal2(name)}`;
  return {
    phase: "before",
    text: `No publication has ${table2(table3)}: the query gives no row`,
    sql: `SELECT pubname FROM pg_publication_tables WHERE ${where};`
  };
}
function lostBy({ subtype, name = "" }, step, table3, relation) {
  const identity = relation?.replicaIdentity ?? "default";
  if (identity === "full" || identity === "nothing") return null;
  if (subtype !== "AT_DropConstraint" && subtype !== "AT_DropColumn") return null;
  if (identity !== "default") {
    const constraint = subtype === "AT_DropConstraint" ? relation?.constraints.get(name) : void 0;
    const ofConstraint3 = constraint !== void 0 && "index" in constraint && constraint.index === identity.index;
    const ofColumn2 = subtype === "AT_DropColumn" && step.before.indexes.get(identity.index)?.keys.includes(name) === true;
    return ofConstraint3 || ofColumn2 ? "identity-index" : null;
  }
  const ofKey = subtype === "AT_DropConstraint" ? dropsKey(step, table3, relation, name) : isKeyColumn(relation, step, name);
  return ofKey ? "primary-key" : null;
}
function droppedIndexes(step) {
  const body = nodeIf(step, "DropStmt");
  if (body?.removeType !== "OBJECT_INDEX" || step.effects.fails !== null) return [];
  return (body.objects ?? []).flatMap((object) => {
    const index = objectAt(step, object);
    const table3 = step.before.indexes.get(index)?.table ?? "";
    const identity = step.before.relations.get(table3)?.replicaIdentity;
    if (typeof identity !== "object" || identity.index !== index || !isOthers(step, table3)) return [];
    const publication2 = publicationWith(step.before, table3);
    const severity = publication2 === null ? "caution" : "unsafe";
    return [{ severity, at: at(step), step, table: table3, cause: "identity-index", publication: publication2 }];
  });
}
function keyOf3(relation) {
  return relation?.constraints.find(({ kind }) => kind === "primary-key");
}
function dropsKey(step, table3, relation, name) {
  const known2 = relation?.constraints.get(name);
  if (known2 !== void 0) return known2.kind === "primary-key" && known2.set !== step.set;
  return relation?.complete !== true && identifier(name) === derivedName(table3, "pkey");
}
function isKeyColumn(relation, step, column) {
  const key = keyOf3(relation);
  return key !== void 0 && key.set !== step.set && key.columns.includes(column);
}
function hasOther(step, table3, { stepsOf }) {
  const around2 = (stepsOf.get(step.migration) ?? []).filter((one2) => one2.section === step.section);
  return around2.some((one2) => {
    const body = nodeIf(one2, "AlterTableStmt");
    if (body === null || rangeAt(one2, body.relation) !== table3) return false;
    return bodiesOf("AlterTableCmd", body.cmds).some((cmd) => {
      if (bodyOf("Constraint", cmd.def)?.contype === "CONSTR_PRIMARY") return true;
      if (bodiesOf("Constraint", bodyOf("ColumnDef", cmd.def)?.constraints).some(
        ({ contype }) => contype === "CONSTR_PRIMARY"
      ))
        return true;
      const identity = bodyOf("ReplicaIdentityStmt", cmd.def)?.identity_type;
      return identity === "i" || identity === "f";
    });
  });
}
function messageOf17({ step, table: table3, cause, publication: publication2 }) {
  const lost2 = "a subscriber could not tell which row is meant, so Postgres refuses every UPDATE and DELETE on a published table that has no replica identity";
  const how = cause === "nothing" ? `With ${code("REPLICA IDENTITY NOTHING")} on ${table2(table3)}` : `Without ${cause === "primary-key" ? "the primary key" : "the index that is the replica identity"} of ${table2(table3)}`;
  const unknown = cause === "nothing" ? "" : " Whether a publication has it, nothing here shows.";
  const which = publication2 === null ? unknown : ` ${code(identifier(publication2))} has it.`;
  return `${how} ${lost2}.${which} The statement ${lockClause(step, table3)} until the transaction ends.`;
}
function fixOf4({ table: table3 }) {
  return sql(
    "-- before it, in the same transaction: another unique index on NOT NULL columns, or whole rows",
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table3)} REPLICA IDENTITY FULL;`
  );
}

// src/rules/replica-schema-drift/server-wide-change/rule.ts
var rule75 = statementRule({
  id: "server-wide-change",
  mode: "replica-schema-drift",
  on: [
    "AlterSystemStmt",
    "AlterDatabaseSetStmt",
    "AlterRoleSetStmt",
    "CreateRoleStmt",
    "AlterRoleStmt",
    "CreateEventTrigStmt"
  ],
  detect: (step, { stepsInSet }) => {
    const change2 = step.effects.fails === null ? changeOf2(step.statement.node) : null;
    const role = roleOf(step.statement.node);
    const isNew4 = (stepsInSet.get(step.set) ?? []).some(({ index, statement: { node } }) => {
      return role !== null && index < step.index && node.tag === "CreateRoleStmt" && node.body.role === role;
    });
    if (change2 === null || isNew4) return [];
    return [
      { severity: "caution", at: at(step), alsoModes: ["lock-queue-freeze", "destructive-rollback"], step, change: change2 }
    ];
  },
  describe: ({ step, change: { title, why } }) => ({
    title,
    message: `${code(step.statement.kind)} ${why} Databases that this migration does not reach, such as a test server or a standby that is promoted, do not have it.`,
    fix: ""
  }),
  boxes: (match) => whenAsked(match, ...questionsOf(match.step.statement.node))
});
function changeOf2(node) {
  switch (node.tag) {
    case "AlterSystemStmt":
      return {
        title: "A migration changes the configuration of the whole server",
        why: `writes ${code("postgresql.auto.conf")} for every database of the server; it takes effect at a reload or restart, cannot be rolled back, and is not replicated.`
      };
    case "AlterDatabaseSetStmt":
      return {
        title: `A migration changes settings of the database ${identifier(node.body.dbname ?? "")}`,
        why: "changes what every new session of the database starts with, also that of old code; sessions that are open keep the old value."
      };
    case "AlterRoleSetStmt":
      return {
        title: "A migration changes what the sessions of a role start with",
        why: "changes what every new session of the role starts with, in every database; sessions that are open keep the old value."
      };
    case "CreateEventTrigStmt":
      return {
        title: `The event trigger ${identifier(node.body.trigname ?? "")} runs at every schema change of the database`,
        why: "makes a function run at every schema change of every session, later migrations included: an error in it makes all of them fail."
      };
    case "CreateRoleStmt":
    case "AlterRoleStmt":
      return makesSuperuser(node.body.options) ? SUPERUSER : null;
    default:
      return null;
  }
}
var SUPERUSER = {
  title: "A migration makes a superuser",
  why: "gives a role every right on the whole server, also outside this database."
};
function makesSuperuser(options) {
  return bodiesOf("DefElem", options).some(({ defname, arg }) => {
    if (defname !== "superuser") return false;
    const on = bodyOf("Boolean", arg);
    return on === null ? optionIsOn(arg) : on.boolval === true;
  });
}
function roleOf(node) {
  if (node.tag !== "AlterRoleSetStmt" && node.tag !== "AlterRoleStmt") return null;
  return node.body.role?.rolename ?? null;
}
function questionsOf(node) {
  switch (node.tag) {
    case "AlterSystemStmt":
      return [isInForce(node.body.setstmt?.name)];
    case "AlterDatabaseSetStmt":
      return [suits(node.body.setstmt?.name, `to the database ${code(identifier(node.body.dbname ?? ""))}`)];
    case "AlterRoleSetStmt":
      return [suits(node.body.setstmt?.name, `as ${namedOr(node.body.role?.rolename, "any role")}`)];
    case "CreateEventTrigStmt":
      return [isHarmless2(node.body.trigname ?? "")];
    case "CreateRoleStmt":
      return [mayDoAll(node.body.role)];
    case "AlterRoleStmt":
      return [mayDoAll(node.body.role?.rolename)];
    default:
      return [];
  }
}
function isInForce(setting) {
  return box(
    "after",
    `${namedOr(setting, "The configuration")} is in force on this server, after a reload or restart, and on every standby that may be promoted`,
    sql(
      "SELECT name, setting, source, pending_restart FROM pg_settings",
      `WHERE ${setting === void 0 ? "pending_restart" : `name = ${literal2(setting)}`};`
    )
  );
}
function suits(setting, connection) {
  return box(
    "before",
    `Old code, jobs and people that connect ${connection} work with ${namedOr(setting, "the settings")} after the change`,
    sql(
      "SELECT d.datname, r.rolname, s.setconfig FROM pg_db_role_setting AS s",
      "LEFT JOIN pg_database AS d ON d.oid = s.setdatabase LEFT JOIN pg_roles AS r ON r.oid = s.setrole;"
    )
  );
}
function isHarmless2(trigger) {
  return box(
    "after",
    `Migrations still run with the event trigger ${code(identifier(trigger))} on`,
    "SELECT evtname, evtevent, evtfoid::regproc AS function, evtenabled FROM pg_event_trigger;"
  );
}
function mayDoAll(role) {
  return box(
    "after",
    `${namedOr(role, "The role")} is meant to do everything on this server, and is the only new one that may`,
    "SELECT rolname, rolcanlogin FROM pg_roles WHERE rolsuper;"
  );
}
function namedOr(name, words4) {
  return name === void 0 ? words4 : code(identifier(name));
}

// src/rules/replica-schema-drift/session-setting-leaks/advisory-lock.ts
var TAKES = /^pg_(?:try_)?advisory_lock(?:_shared)?$/;
var RELEASES = /^pg_advisory_unlock(?:_shared)?$/;
function heldAdvisoryLock(steps) {
  let held = [];
  for (const step of steps) {
    const discard2 = nodeIf(step, "DiscardStmt")?.target === "DISCARD_ALL";
    const select2 = nodeIf(step, "SelectStmt");
    const calls = select2 === null ? [] : findAll("FuncCall", select2).map(({ funcname }) => texts(funcname).at(-1) ?? "");
    for (const call of calls) {
      if (TAKES.test(call)) held.push(step);
      if (RELEASES.test(call)) held.pop();
    }
    if (discard2 || calls.includes("pg_advisory_unlock_all")) held = [];
  }
  return held[0] ?? null;
}

// src/rules/replica-schema-drift/session-setting-leaks/rule.ts
var FATEFUL = /* @__PURE__ */ new Set(["search_path", "timezone", "role", "session_authorization", "session_replication_role"]);
var rule76 = changesetRule({
  id: "session-setting-leaks",
  mode: "replica-schema-drift",
  detect: (changeset) => changeset.migrations.flatMap((migration) => {
    const steps = (changeset.stepsOf.get(migration) ?? []).filter((step) => !isDown(step));
    const lock2 = heldAdvisoryLock(steps);
    return [...leaksOf(steps), ...lock2 === null ? [] : [leak(lock2, null)]];
  }),
  describe: ({ step, setting }) => setting === null ? lockProse(step) : settingProse(step, setting),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `The tool opens a connection for each migration, so that ${match.setting === null ? "the lock" : code(match.setting)} reaches no other one`
    )
  ),
  suggest: ({ step }) => localInstead(step)
});
function leak(step, setting) {
  const alsoModes = setting === null ? ["migration-deadlock"] : [];
  return { severity: "caution", at: at(step), alsoModes, step, setting };
}
function settingProse(step, setting) {
  return {
    title: `${setting} stays changed after the file`,
    message: `${code(oneLine(step.sql))} holds until the connection ends. A tool that runs the next migration on the same connection runs it with this ${code(setting)}: ${CONSEQUENCES3[setting] ?? "it may do something else than when it was tried"}.`,
    fix: sql(
      "-- at the end of the file:",
      `RESET ${setting === "session_authorization" ? "SESSION AUTHORIZATION" : identifier(setting)};`
    )
  };
}
function lockProse(step) {
  return {
    title: "An advisory lock stays held after the file",
    message: `${code(oneLine(step.sql))} takes a lock of the session, which no COMMIT or ROLLBACK gives back: it is held until the connection ends, and whoever asks for it meanwhile waits. A connection of a pool may never end.`,
    fix: sql(
      "-- at the end of the file, or take pg_advisory_xact_lock instead, which ends with the transaction:",
      "SELECT pg_advisory_unlock_all();"
    )
  };
}
var CONSEQUENCES3 = {
  timezone: "times without a zone are read in another one, and so are dates made of instants",
  search_path: "names are looked up elsewhere or not found, and new tables land in another schema",
  role: "what it creates belongs to another role, or is refused",
  session_authorization: "what it creates belongs to another role, or is refused",
  session_replication_role: "triggers and foreign keys do not run, so bad rows get in"
};
function leaksOf(steps) {
  let changed = /* @__PURE__ */ new Map();
  let atBegin = changed;
  for (const step of steps) {
    const { node } = step.statement;
    if (node.tag === "TransactionStmt" && (node.body.kind === "TRANS_STMT_BEGIN" || node.body.kind === "TRANS_STMT_START"))
      atBegin = new Map(changed);
    if (node.tag === "TransactionStmt" && node.body.kind === "TRANS_STMT_ROLLBACK") changed = new Map(atBegin);
    if (node.tag === "DiscardStmt" && node.body.target === "DISCARD_ALL") changed = /* @__PURE__ */ new Map();
    if (node.tag === "VariableSetStmt") applySet(changed, step);
    if (node.tag === "SelectStmt") applyFunction(changed, step);
  }
  return [...changed].map(([setting, step]) => leak(step, setting));
}
function applySet(changed, step) {
  const body = nodeIf(step, "VariableSetStmt");
  const name = body?.name ?? "";
  if (body === null || body.is_local === true) return;
  if (body.kind === "VAR_RESET_ALL") {
    changed.delete("search_path");
    changed.delete("timezone");
    changed.delete("session_replication_role");
  } else if (FATEFUL.has(name)) {
    const first = constant(body.args?.[0]);
    const isBack = body.kind !== "VAR_SET_VALUE" || name === "role" && first === "none" || name === "session_replication_role" && first === "origin";
    if (isBack) changed.delete(name);
    else changed.set(name, step);
  }
}
function applyFunction(changed, step) {
  for (const call of findAll("FuncCall", nodeIf(step, "SelectStmt")?.targetList)) {
    if (texts(call.funcname).at(-1) !== "set_config") continue;
    const [setting, , local] = (call.args ?? []).map(constant);
    if (typeof setting === "string" && FATEFUL.has(setting) && local === false) changed.set(setting, step);
  }
}
function localInstead(step) {
  if (step.statement.node.tag !== "VariableSetStmt" || !isWrapped(step.section) || step.section.assumed) return null;
  const { text: text2 } = step.source;
  const [, second] = tokenize(text2, step.statement.span.start, step.statement.span.end).filter(
    ({ kind }) => kind === "word"
  );
  const found2 = keyword(step, "SET");
  if (found2 === null || second === void 0 || text2.slice(second.start, second.end).toUpperCase() === "SESSION")
    return null;
  return [{ span: found2.span, text: found2.text === "set" ? "set local" : `${found2.text} LOCAL` }];
}
function oneLine(text2) {
  return text2.trim().replace(/\s+/g, " ").slice(0, 80);
}

// src/rules/replica-schema-drift/statement-refused/rule.ts
var rule77 = statementRule({
  id: "statement-refused",
  mode: "replica-schema-drift",
  on: ["fails"],
  detect: (step) => {
    const why = step.effects.fails;
    if (why === null || hasRuleOfItsOwn(step, why)) return [];
    return [{ severity: "unsafe", at: at(step), step, why }];
  },
  describe: ({ step, why }) => ({
    title: titleOf2(step, why),
    message: messageOf18(step, why),
    fix: why === REFUSES_TRANSACTION ? sql("-- in a migration of its own that runs outside a transaction:", asWritten(step)) : ""
  })
});
function hasRuleOfItsOwn(step, why) {
  if (why === REFUSES_COMMIT || why === REFUSES_COMMIT_GUARDED || why === REFUSES_COMMIT_IN_FUNCTION) return true;
  if (isBlockedLoss(why)) return step.effects.locks.some((lock2) => lock2.existing);
  if (why === REFUSES_TRANSACTION) return concurrentCommand(step.statement.node) !== null;
  return why.endsWith(REFUSES_PARTITIONED) && concurrentCommand(step.statement.node) !== null;
}
function titleOf2(step, why) {
  const [, feature, major] = /^not in PostgreSQL \d+: (.+) needs? (\d+)$/.exec(why) ?? [];
  if (feature !== void 0 && major !== void 0)
    return `${feature} ${/ needs \d+$/.test(why) ? "needs" : "need"} PostgreSQL ${major}`;
  return why.startsWith(step.statement.kind) ? why : `Postgres refuses ${step.statement.kind}: ${why}`;
}
function messageOf18(step, why) {
  const half2 = step.session.transaction === null ? "What ran before it is committed already, so the schema is left half way." : "Its transaction is rolled back and the deploy stops there.";
  return `${code(step.statement.kind)} fails whenever it runs: ${code(why)}. ${half2} A database where somebody then repairs it by hand differs from the others.`;
}

// src/rules/replica-schema-drift/statement-without-effect/rule.ts
var rule78 = statementRule({
  id: "statement-without-effect",
  mode: "replica-schema-drift",
  on: ["AT_SetLogged", "AT_SetUnLogged", "ReindexStmt"],
  detect: (step) => step.effects.fails === null ? [...persistence(step), ...rebuild(step)] : [],
  describe: ({ relation, what, why }) => ({
    title: `${what} does nothing to the partitioned table ${shortName(relation)}`,
    message: `${table2(relation)} is partitioned and has no rows of its own. ${why} The migration succeeds, and the schema is not what it says.`,
    fix: ""
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "after",
      `${code(match.what)} has been run for every partition of ${table2(match.relation)} by itself, or is not needed`,
      partitionsOf(match.relation)
    )
  )
});
function partitionsOf(relation) {
  return sql(
    "SELECT inhrelid::regclass AS partition, relpersistence FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid",
    `WHERE inhparent = to_regclass(${literal2(relation)});`
  );
}
function persistence(step) {
  const relation = alteredTable(step);
  if (nodeIf(step, "AlterTableStmt") === null || !isPartitioned2(step, relation)) return [];
  return step.statement.parts.flatMap((_span, part) => {
    const subtype = subcommandAt(step, part)?.subtype;
    if (subtype !== "AT_SetLogged" && subtype !== "AT_SetUnLogged") return [];
    const what = subtype === "AT_SetLogged" ? "SET LOGGED" : "SET UNLOGGED";
    const why = `${code(what)} is accepted before PostgreSQL 18 and reaches no partition.`;
    return [{ severity: "caution", at: at(step, part), step, relation, what, why }];
  });
}
function rebuild(step) {
  const body = nodeIf(step, "ReindexStmt");
  if (body === null || step.effects.rebuildsIndexes.length > 0) return [];
  const named3 = rangeAt(step, body.relation);
  const relation = body.kind === "REINDEX_OBJECT_INDEX" ? step.before.indexes.get(named3)?.table : named3;
  if (relation === void 0 || !isPartitioned2(step, relation) || step.version >= 14) return [];
  const why = `Before PostgreSQL 14 ${code(step.statement.kind)} warns and rebuilds no index of a partition.`;
  return [{ severity: "caution", at: at(step), step, relation, what: step.statement.kind, why }];
}
function isPartitioned2(step, relation) {
  return step.before.relations.get(relation)?.kind === "partitioned table";
}

// src/rules/replica-schema-drift/unrepeatable-half-run/rule.ts
var rule79 = changesetRule({
  id: "unrepeatable-half-run",
  mode: "replica-schema-drift",
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstHalf),
  describe: ({ step, next }) => ({
    title: `${step.statement.kind} stops the second run of the file`,
    message: `The file runs outside a transaction, so ${code(step.statement.kind)} stays when ${code(next.statement.kind)} or anything behind it fails. A second run stops at it, since its work is done already.`,
    fix: ""
  })
});
function firstHalf(steps) {
  const first = firstUnrepeatable(steps);
  for (const next of steps) {
    if (next.within !== null || changesNothing(next) || next.effects.fails !== null) continue;
    const step = first.get(next.section);
    if (step === void 0 || !isCommittedBefore(step, next)) continue;
    const online2 = steps.some((one2) => one2.index > step.index && concurrentCommand(one2.statement.node) !== null);
    return online2 ? [] : [{ severity: "note", at: at(step), related: [next], step, next }];
  }
  return [];
}

// src/rules/backfill-wal-flood/commit-inside-transaction/rule.ts
var rule80 = statementRule({
  id: "commit-inside-transaction",
  mode: "backfill-wal-flood",
  on: ["routine"],
  detect: (step) => {
    const why = whyRefused(step.effects.fails);
    return why === null ? [] : [{ severity: "unsafe", at: at(step), alsoModes: ["replica-schema-drift"], step, why }];
  },
  describe: ({ step, why }) => ({
    title: `${whose(step)} commits ${WORDS2[why].where}, which Postgres refuses`,
    message: `${code(step.statement.kind)} runs ${code("COMMIT")} ${whileWhat(step, why)}. Postgres answers "${WORDS2[why].answer}" at the first round, and the backfill does not run.`,
    fix: why === "transaction" ? sql("-- in a migration of its own that runs outside a transaction:", asWritten(step)) : comment2(WORDS2[why].way)
  })
});
var WORDS2 = {
  transaction: { where: "inside a transaction", answer: "invalid transaction termination", way: "" },
  guarded: {
    where: "under an EXCEPTION clause",
    answer: "cannot commit while a subtransaction is active",
    way: "put COMMIT behind the END of the block that has EXCEPTION, in the loop around it"
  },
  function: {
    where: "in a function",
    answer: "invalid transaction termination",
    way: "make it a PROCEDURE and CALL it, in a migration of its own that runs outside a transaction"
  }
};
function whyRefused(fails) {
  if (fails === REFUSES_COMMIT) return "transaction";
  if (fails === REFUSES_COMMIT_GUARDED) return "guarded";
  return fails === REFUSES_COMMIT_IN_FUNCTION ? "function" : null;
}
function whose({ statement: { node } }) {
  if (node.tag === "DoStmt") return "The DO block";
  return node.tag === "CallStmt" ? "The procedure" : "The query";
}
function whileWhat(step, why) {
  if (why === "guarded") return "in a block with `EXCEPTION`, which is a subtransaction";
  if (why === "function") return "in a function that it calls";
  if (step.session.transaction?.explicit === true) return "while the transaction of `BEGIN` is open";
  return "while the transaction that the migration tool puts around the file is open";
}

// src/rules/backfill-wal-flood/outline.ts
function backfillOutline(step, relation) {
  const key = batchKey(step.before, relation);
  if (key === null) return "";
  return batchLoop(
    relation,
    key,
    sql(
      comment2(`the statement that writes ${shortName(relation)}, with this in its WHERE:`),
      comment2(`AND ${batchRange(key)}`)
    ),
    step.version
  );
}

// src/rules/backfill-wal-flood/offset-paged-batches/rule.ts
var rule81 = statementRule({
  id: "offset-paged-batches",
  mode: "backfill-wal-flood",
  on: ["UpdateStmt", "DeleteStmt"],
  detect: (step) => {
    const body = nodeIf(step, "UpdateStmt") ?? nodeIf(step, "DeleteStmt");
    if (body?.whereClause === void 0 || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    const paged = findAll("SubLink", body.whereClause).some(
      ({ subselect }) => bodyOf("SelectStmt", subselect)?.limitOffset !== void 0
    );
    return paged && isOthers(step, table3) ? [{ severity: "note", at: at(step), alsoModes: ["migration-deadlock"], step, table: table3 }] : [];
  },
  describe: ({ step, table: table3 }) => ({
    title: `Batches of ${shortName(table3)} by OFFSET get slower and miss rows`,
    message: `${code("OFFSET")} reads all the rows that it skips, so each batch of ${table2(table3)} is slower than the one before; and when rows come, go or stop to match meanwhile, the next batch begins too far on and leaves some out.`,
    fix: backfillOutline(step, table3)
  })
});

// src/rules/backfill-wal-flood/writes.ts
function unboundedTargets(step) {
  return step.effects.writes === "unbounded" && step.within?.inLoop !== true ? writtenTables(step) : [];
}
function writtenTables({ effects: { writesTo, locks } }) {
  return writesTo.filter((name) => locks.some((lock2) => lock2.relation === name && lock2.existing));
}
function bulkSources(step) {
  const copy2 = copyOf(step);
  if (copy2 === null || !copy2.logged) return [];
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const read2 = tablesIn(step.statement.node.body, moment).filter((name) => exists(moment, name));
  return read2.filter((name) => !step.effects.writesTo.includes(name));
}
function copyOf(step) {
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const isLarge = (query3) => {
    const body = bodyOf("SelectStmt", query3);
    return body === null || !isBatch(rowsOf(body, moment));
  };
  const made = nodeIf(step, "CreateTableAsStmt");
  if (made !== null)
    return made.into?.skipData !== true && isLarge(made.query) ? { logged: isLogged(made.into?.rel) } : null;
  const query2 = nodeIf(step, "SelectStmt");
  if (query2?.intoClause !== void 0)
    return isBatch(rowsOf(query2, moment)) ? null : { logged: isLogged(query2.intoClause.rel) };
  if (step.effects.writes !== "unbounded") return null;
  const targets2 = step.effects.writesTo.map((name) => step.before.relations.get(name));
  return { logged: targets2.some((target) => target === void 0 || !(target.temporary || target.unlogged)) };
}
function isLogged(range) {
  return range?.relpersistence !== "t" && range?.relpersistence !== "u";
}
function routineWrites(step) {
  if (step.routine?.ok !== true) return [];
  const moment = { ...momentOf(step.before, step.session, step.set, step.version), inRoutine: true };
  return writesOf(step.routine.items, null, moment);
}
function writesOf(items2, round, moment) {
  return items2.flatMap((item, at2) => {
    switch (item.kind) {
      case "statement":
        return writeOf(item.statement.node, round, moment);
      case "branch":
      case "guarded":
        return writesOf(item.items, round, moment);
      case "loop":
        return writesOf(item.items, isLimited(items2[at2 - 1]) ? round : roundOf(item.items), moment);
      case "commit":
      case "rollback":
      case "opaque":
        return [];
    }
  });
}
function writeOf(node, round, moment) {
  const { writes, writesTo } = ofStatement(node, moment);
  if (writes === "none") return [];
  return writesTo.filter((name) => exists(moment, name)).map((relation) => ({ relation, kind: node.tag, bounded: writes === "bounded", round }));
}
function isLimited(item) {
  const node = item?.kind === "statement" ? item.statement.node : null;
  return node?.tag === "SelectStmt" && node.body.limitCount !== void 0;
}
function roundOf(items2) {
  const flat = flatten(items2);
  return { commits: flat.some((item) => item.kind === "commit"), pauses: flat.some(isPause) };
}
function flatten(items2) {
  return items2.flatMap((item) => item.kind === "branch" || item.kind === "guarded" ? flatten(item.items) : [item]);
}
var SLEEPS = /* @__PURE__ */ new Set(["pg_sleep", "pg_sleep_for", "pg_sleep_until"]);
function isPause(item) {
  const node = item.kind === "statement" ? item.statement.node : null;
  if (node?.tag !== "SelectStmt") return false;
  return findAll("FuncCall", node.body).some(
    (call) => SLEEPS.has(texts(call.funcname).at(-1) ?? "") && constant(call.args?.[0]) !== 0
  );
}
function onlySource(query2) {
  if (query2 === null || query2.op !== void 0 && query2.op !== "SETOP_NONE") return null;
  if (query2.groupClause !== void 0 || query2.distinctClause !== void 0 || query2.sortClause !== void 0)
    return null;
  if (query2.limitCount !== void 0 || query2.lockingClause !== void 0) return null;
  if (query2.limitOffset !== void 0 || query2.havingClause !== void 0 || query2.withClause !== void 0)
    return null;
  const [range] = bodiesOf("RangeVar", query2.fromClause);
  return range !== void 0 && query2.fromClause?.length === 1 ? range : null;
}

// src/rules/backfill-wal-flood/row-triggers-fire/rule.ts
var rule82 = statementRule({
  id: "row-triggers-fire",
  mode: "backfill-wal-flood",
  on: ["UpdateStmt", "DeleteStmt", "InsertStmt", "MergeStmt", "CopyStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return unboundedTargets(step).flatMap((table3) => {
      const triggers2 = triggersOf(step, table3);
      return triggers2.length > 0 && isOthers(step, table3) ? [{ severity: "note", at: at(step), table: table3, triggers: triggers2 }] : [];
    });
  },
  describe: ({ table: table3, triggers: triggers2 }) => ({
    title: `Each row of ${shortName(table3)} that is written fires its triggers`,
    message: `${table2(table3)} has ${triggers2.length === 1 ? "the trigger" : "the triggers"} ${triggers2.map((name) => code(identifier(name))).join(", ")}: a row trigger runs once for every row of the statement, writes what it writes that often, and may set columns such as updated_at on rows that nobody changed.`,
    fix: ""
  })
});
function triggersOf(step, table3) {
  const { tag } = step.statement.node;
  return (step.before.relations.get(table3)?.triggers ?? []).filter(({ events }) => events.some((event) => (EVENTS2[event] ?? []).includes(tag))).map(({ name }) => name);
}
var EVENTS2 = {
  insert: ["InsertStmt", "CopyStmt", "MergeStmt"],
  update: ["UpdateStmt", "MergeStmt"],
  delete: ["DeleteStmt", "MergeStmt"]
};

// src/rules/backfill-wal-flood/schema-change-and-backfill-in-one-transaction/rule.ts
var rule83 = statementRule({
  id: "schema-change-and-backfill-in-one-transaction",
  mode: "backfill-wal-flood",
  on: ["in-transaction"],
  detect: (step, { steps }) => {
    const [written2] = step.within?.inLoop === true ? writtenTables(step) : unboundedTargets(step);
    if (written2 === void 0 || step.effects.fails !== null) return [];
    const held = [...step.session.transaction?.locks.entries() ?? []].filter(
      ([name, { mode: mode2 }]) => blocksWrites(mode2) && isExisting(step, name)
    );
    const [first] = held.filter(([name]) => name === written2).concat(held);
    if (first === void 0) return [];
    const [locked2, { mode, since }] = first;
    const holder = steps[since];
    const related = holder === void 0 ? [] : [holder];
    const alsoModes = ["lock-queue-freeze", "migration-deadlock"];
    return [{ severity: "unsafe", at: at(step), alsoModes, related, step, written: written2, locked: locked2, mode }];
  },
  describe: ({ step, written: written2, locked: locked2, mode }) => ({
    title: `The backfill of ${shortName(written2)} runs while ${shortName(locked2)} is locked`,
    message: `An earlier statement of this transaction holds ${mode} on ${table2(locked2)}, which blocks ${blockedWork(mode)} until the commit. ${code(step.statement.kind)} writes ${table2(written2)} without a bound before that, so the lock is held for as long as all its rows take.`,
    fix: sql(
      "-- file 1: the change of the schema, in a short transaction of its own",
      "-- file 2: the backfill, outside a transaction, in batches that commit one by one",
      "-- file 3: whatever needs the filled column"
    )
  })
});
function isExisting(step, name) {
  return step.before.relations.get(name)?.set !== step.set;
}

// src/rules/backfill-wal-flood/unbatched-write/batches.ts
function inBatches(step, relation) {
  const update2 = nodeIf(step, "UpdateStmt");
  if (update2 !== null) return ofRows(step, relation, update2.relation, update2.fromClause !== void 0);
  const remove2 = nodeIf(step, "DeleteStmt");
  if (remove2 !== null) return ofRows(step, relation, remove2.relation, remove2.usingClause !== void 0);
  const insert2 = nodeIf(step, "InsertStmt");
  const source2 = onlySource(bodyOf("SelectStmt", insert2?.selectStmt));
  if (insert2 !== null && source2 !== null && insert2.withClause === void 0)
    return ofSource(step, source2, insert2.onConflictClause !== void 0);
  if (nodeIf(step, "CopyStmt") !== null)
    return "-- load the rows outside of the migrations, in files of at most 10,000 rows, each committed by itself";
  return sql(
    "-- cut the work into ranges of a key, at most 5,000 rows each, in a DO block outside a transaction:",
    "-- after each range COMMIT, and then PERFORM pg_sleep(0.1)"
  );
}
function ofRows(step, relation, range, joined2) {
  const key = batchKey(step.before, relation);
  if (key !== null) {
    const qualifier = joined2 ? range?.alias?.aliasname ?? range?.relname ?? "" : "";
    return batchLoop(relation, key, `${withCondition(step, batchRange(key, qualifier), ["RETURNING"])};`, step.version);
  }
  const { condition: condition2, head } = parts(step, ["RETURNING"]);
  if (joined2 || condition2 === "" && nodeIf(step, "UpdateStmt") !== null) {
    return comment2(
      `${shortName(relation)} has no key of one column: walk it by another column with an index, 5,000 rows a round, with COMMIT and pg_sleep(0.1) after each`
    );
  }
  const loop = shrinkingLoop(`${head} WHERE ${batchOf(relation, condition2)};`, step.version);
  return nodeIf(step, "UpdateStmt") === null ? loop : sql("-- the condition must become false for the rows that are done, or the loop never ends", loop);
}
function ofSource(step, source2, resolved) {
  const relation = resolveRange(step.before, effective(step.session).searchPath, source2);
  const key = batchKey(step.before, relation);
  if (key === null)
    return comment2(
      `read ${shortName(relation)} in ranges of an indexed column, 5,000 rows a round, with COMMIT and pg_sleep(0.1) after each`
    );
  const statement = withCondition(step, batchRange(key, source2.alias?.aliasname ?? ""), ["RETURNING", "ON"]);
  return batchLoop(relation, key, resolved ? `${statement};` : `${statement}
ON CONFLICT DO NOTHING;`, step.version);
}
function countOf(step, relation) {
  const body = nodeIf(step, "UpdateStmt") ?? nodeIf(step, "DeleteStmt");
  if (body === null || body.withClause !== void 0) return "";
  if (("fromClause" in body ? body.fromClause : "usingClause" in body ? body.usingClause : void 0) !== void 0)
    return "";
  const alias = body.relation?.alias?.aliasname;
  const named3 = `${shortName(relation)}${alias === void 0 ? "" : ` AS ${identifier(alias)}`}`;
  const { condition: condition2 } = parts(step, ["RETURNING"]);
  return condition2 === "" ? "" : `SELECT count(*) FROM ${named3} WHERE ${condition2};`;
}
function withCondition(step, range, ends) {
  const { head, condition: condition2, tail } = parts(step, ends);
  const where = condition2 === "" ? `WHERE ${range}` : `WHERE (${condition2}) AND ${range}`;
  return `${head}
${where}${tail === "" ? "" : `
${tail}`}`;
}
function parts(step, ends) {
  const tokens = tokensOf(step);
  const outside = outsideParentheses(step, tokens);
  const isWord = (at2, ...words4) => outside.has(at2) && words4.includes(wordOf(step, tokens[at2]));
  const where = tokens.findLastIndex((_, at2) => isWord(at2, "WHERE"));
  const from2 = Math.max(
    where,
    tokens.findIndex((_, at2) => isWord(at2, "FROM", "SET"))
  );
  const tail = tokens.findIndex((_, at2) => at2 > from2 && isWord(at2, ...ends));
  const until2 = tail < 0 ? tokens.length : tail;
  return {
    head: textOf(step, tokens.slice(0, where < 0 ? until2 : where)),
    condition: where < 0 ? "" : textOf(step, tokens.slice(where + 1, until2)),
    tail: tail < 0 ? "" : textOf(step, tokens.slice(tail))
  };
}
function outsideParentheses(step, tokens) {
  const outside = /* @__PURE__ */ new Set();
  let depth = 0;
  for (const [at2, token] of tokens.entries()) {
    const word = wordOf(step, token);
    if (word === ")") depth -= 1;
    if (depth === 0) outside.add(at2);
    if (word === "(") depth += 1;
  }
  return outside;
}

// src/rules/backfill-wal-flood/unbatched-write/rule.ts
var rule84 = statementRule({
  id: "unbatched-write",
  mode: "backfill-wal-flood",
  on: [
    "UpdateStmt",
    "DeleteStmt",
    "InsertStmt",
    "MergeStmt",
    "CopyStmt",
    "SelectStmt",
    "ExplainStmt",
    "CreateTableAsStmt"
  ],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const targets2 = isShortCopy(step) ? [] : unboundedTargets(step);
    const alsoModes = ["lock-queue-freeze", "migration-deadlock"];
    if (nodeIf(step, "DeleteStmt") !== null) alsoModes.push("destructive-rollback");
    if (targets2.length > 0) {
      const some = reachesByValue(step);
      return [
        {
          severity: some ? "caution" : "unsafe",
          at: at(step),
          alsoModes,
          step,
          relations: targets2,
          kind: some ? "some" : "all"
        }
      ];
    }
    const sources = bulkSources(step);
    return sources.length === 0 ? [] : [{ severity: "caution", at: at(step), step, relations: sources, kind: "read" }];
  },
  describe: ({ step, relations, kind }) => ({
    title: titleOf3(step, relations, kind),
    message: messageOf19(step, relations, kind),
    fix: kind === "read" ? "" : inBatches(step, relations[0] ?? "")
  }),
  boxes: (match) => whenAsked(match, ...questions(match))
});
function questions({ step, relations, kind }) {
  const [relation = ""] = relations;
  if (kind === "read") return [isSmall(relation, "be copied"), replicasKeepUp()];
  const text2 = `${step.statement.kind} on ${table2(relation)} reaches a few thousand rows at most`;
  return [box("before", text2, countOf(step, relation)), replicasKeepUp()];
}
var FEW_ROWS = 1e4;
function isShortCopy(step) {
  const copy2 = nodeIf(step, "CopyStmt");
  if (copy2 === null || copy2.filename !== void 0 || copy2.is_program === true) return false;
  const { text: text2 } = step.source;
  const end = /^\\\.\s*$/m.exec(text2.slice(step.statement.span.end))?.index;
  return end !== void 0 && text2.slice(step.statement.span.end, step.statement.span.end + end).split("\n").length <= FEW_ROWS;
}
function reachesByValue(step) {
  const body = nodeIf(step, "UpdateStmt") ?? nodeIf(step, "DeleteStmt");
  const moment = momentOf(step.before, step.session, step.set, step.version);
  return body !== null && rowsChanged(body, moment).reach === "by-value";
}
function titleOf3(step, relations, kind) {
  const name = shortName(relations[0] ?? "");
  if (kind === "read") return `${step.statement.kind} copies the rows of ${name} in one go`;
  return kind === "some" ? `${step.statement.kind} may write a large part of ${name} at once` : `${step.statement.kind} writes ${name} without batches`;
}
function messageOf19(step, relations, kind) {
  const what = code(step.statement.kind);
  if (kind === "read") {
    return `${what} reads ${tables(relations)} and writes a copy in one transaction: the whole of it passes through the WAL at once, and replicas fall behind by as much.`;
  }
  const target = tables(relations);
  const inserts = nodeIf(step, "InsertStmt") !== null || nodeIf(step, "CopyStmt") !== null;
  if (inserts) return `${what} puts all of its rows into ${target} in one transaction: ${FLOOD}.${secondRun(step)}`;
  const some = kind === "some" ? " If the condition holds for more than a few thousand of them, batch it." : "";
  return `${what} writes every row of ${target} that it reaches in one transaction: ${FLOOD}, and whoever else wants one of these rows waits until it commits.${some}`;
}
var FLOOD = "the WAL of all of them comes at once and replicas fall behind";
function secondRun(step) {
  const insert2 = nodeIf(step, "InsertStmt");
  if (insert2 === null || insert2.onConflictClause !== void 0) return "";
  return " Without `ON CONFLICT` a second run, after a failure for instance, doubles the rows.";
}

// src/rules/backfill-wal-flood/unpaced-backfill/rule.ts
var rule85 = statementRule({
  id: "unpaced-backfill",
  mode: "backfill-wal-flood",
  on: ["routine"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const found2 = routineWrites(step).flatMap((write) => {
      const missing = missingFrom(write);
      if (missing.length === 0) return [];
      return [
        {
          severity: severityFor(write, missing),
          at: at(step),
          alsoModes: ["lock-queue-freeze"],
          step,
          relation: write.relation,
          missing
        }
      ];
    });
    const worst2 = found2.find((one2) => one2.severity === "unsafe") ?? found2[0];
    return worst2 === void 0 ? [] : [worst2];
  },
  describe: ({ step, relation, missing }) => ({
    title: `The loop that writes ${shortName(relation)} ${missing.map((one2) => SHORT[one2]).join(", ")}`,
    message: `The loop that ${code(step.statement.kind)} runs writes ${table2(relation)}: ${missing.map((one2) => WHY2[one2]).join("; ")}.`,
    fix: backfillOutline(step, relation)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.relation, "be walked"), replicasKeepUp())
});
var SHORT = {
  bound: "has no bound",
  commit: "never commits",
  pause: "never pauses"
};
var WHY2 = {
  bound: "a round has no bound such as `LIMIT 5000`, so it may write every row at once",
  commit: "no `COMMIT` ends a round, so row locks and the old snapshot are held to the end of the loop",
  pause: "no `pg_sleep` follows a round, so its WAL comes faster than replicas and archiving may follow"
};
function missingFrom({ bounded, round }) {
  if (round === null) return [];
  const missing = [];
  if (!bounded) missing.push("bound");
  if (!round.commits) missing.push("commit");
  if (!round.pauses) missing.push("pause");
  return missing;
}
function severityFor(write, missing) {
  if (!write.bounded) return "unsafe";
  return missing.length === 1 || write.kind === "InsertStmt" ? "caution" : "unsafe";
}

// src/rules/backfill-wal-flood/whole-rows-in-wal/rule.ts
var rule86 = statementRule({
  id: "whole-rows-in-wal",
  mode: "backfill-wal-flood",
  on: ["UpdateStmt", "DeleteStmt", "MergeStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return unboundedTargets(step).flatMap((table3) => {
      const full = step.before.relations.get(table3)?.replicaIdentity === "full";
      return full && isOthers(step, table3) ? [{ severity: "note", at: at(step), alsoModes: ["replica-schema-drift"], table: table3 }] : [];
    });
  },
  describe: ({ table: table3 }) => ({
    title: `Every row of ${shortName(table3)} is written to the WAL with all its old columns`,
    message: `${table2(table3)} has ${code("REPLICA IDENTITY FULL")}: each UPDATE and DELETE adds the whole old row to the WAL, large values included, and a subscriber without a matching index reads its table once for each.`,
    fix: ""
  })
});

// src/rules/hidden-rewrite/collation-version-refreshed/rule.ts
var rule87 = statementRule({
  id: "collation-version-refreshed",
  mode: "hidden-rewrite",
  on: ["AlterCollationStmt", "AlterDatabaseRefreshCollStmt"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null || isReindexed(step, changeset)) return [];
    const collation = nodeIf(step, "AlterCollationStmt");
    const name = collation === null ? identifier(nodeIf(step, "AlterDatabaseRefreshCollStmt")?.dbname ?? "") : nameParts({ List: { items: collation.collname ?? [] } }).map(identifier).join(".");
    const kind = collation === null ? "database" : "collation";
    return [{ severity: "caution", at: at(step), alsoModes: ["destructive-rollback"], kind, name }];
  },
  describe: ({ kind, name }) => ({
    title: `Indexes in the order of the old ${kind} ${name} find nothing, and nobody warns any more`,
    message: `REFRESH VERSION only records that the ${kind} ${code(name)} sorts as the server does now. Indexes on text that were built in the old order stay as they are: lookups miss rows, and a unique index lets duplicates in. It also silences the warning that told so.`,
    fix: sql(
      "-- first, in migrations outside a transaction, every index on text in that order:",
      "-- REINDEX INDEX CONCURRENTLY the_index;",
      "-- and REFRESH VERSION when all are built"
    )
  }),
  boxes: ({ kind, name }) => [
    { phase: "before", text: `Every index that sorts by the ${kind} ${code(name)} has been built again`, sql: "" }
  ]
});
function isReindexed(step, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => nodeIf(one2, "ReindexStmt") !== null && one2.index < step.index);
}

// src/rules/hidden-rewrite/changed-type.ts
function changedType(step, part) {
  const cmd = subcommandAt(step, part);
  if (cmd?.subtype !== "AT_AlterColumnType" || cmd.name === void 0) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const type = indexOfWords(step, tokens, "TYPE") + 1;
  const using = indexOfWords(step, tokens, "USING");
  const ends = [indexOfWords(step, tokens, "COLLATE"), using, tokens.length].filter((at2) => at2 > type);
  const written2 = textOf(step, tokens.slice(type, Math.min(...ends)));
  const definition = bodyOf("ColumnDef", cmd.def);
  const computed2 = definition?.raw_default !== void 0;
  const to = definition?.typeName === void 0 ? null : typeRef(definition.typeName);
  const expression2 = computed2 ? `(${textOf(step, tokens.slice(using + 1))})` : `${identifier(cmd.name)}::${written2}`;
  return { column: cmd.name, type: written2, to, computed: computed2, expression: expression2 };
}

// src/rules/hidden-rewrite/steps.ts
function columnInSteps(step, relation, column) {
  if (column === null) return "";
  const name = shortName(relation);
  return inFiles(
    {
      about: "no old row is touched, new rows get the default",
      lines: [
        BOUNDED_WAIT,
        `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${column.type};`,
        `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${column.defaultText};`
      ]
    },
    oldRows(step, relation, column.name, column.defaultText),
    ...notNullAfter(step, relation, column.name, column.notNull)
  );
}
function oldRows(step, relation, column, value) {
  return { about: "the old rows", lines: [backfillLoop(step.before, relation, column, value, step.version)] };
}
function notNullAfter(step, relation, column, wanted) {
  return wanted ? notNullSteps(relation, [column], step.version) : [];
}
function syncTrigger(step, relation, column, expression2) {
  const trigger = derivedName(relation, column, "sync");
  const computed2 = `  NEW.${identifier(column)} := (SELECT ${expression2} FROM (SELECT NEW.*) AS written);`;
  const tag = dollarTag(computed2);
  return [
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS ${tag}`,
    "BEGIN",
    computed2,
    "  RETURN NEW;",
    `END ${tag};`,
    `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${shortName(relation)}`,
    `FOR EACH ROW EXECUTE ${step.version < 11 ? "PROCEDURE" : "FUNCTION"} ${trigger}();`
  ];
}

// src/rules/hidden-rewrite/column-type-rewrite/rule.ts
var REASONS2 = /* @__PURE__ */ new Set([
  "type-change",
  "type-change-using",
  "type-change-unknown",
  "type-change-index",
  "check-on-changed-column"
]);
var rule88 = statementRule({
  id: "column-type-rewrite",
  mode: "hidden-rewrite",
  on: ["type-change", "type-change-using", "type-change-unknown", "type-change-index", "check-on-changed-column"],
  detect: (step) => {
    const { rewrites, rebuildsIndexes, scans, fails } = step.effects;
    if (fails !== null) return [];
    const all = [
      ...touchesOf(rewrites).map((touch2) => ({ touch: touch2, work: "is rewritten" })),
      ...touchesOf(rebuildsIndexes).map((touch2) => ({ touch: touch2, work: "indexes are built" })),
      ...touchesOf(scans).map((touch2) => ({ touch: touch2, work: "is read whole" }))
    ];
    const worst2 = all.filter(({ touch: touch2 }, index) => all.findIndex((other) => other.touch.part === touch2.part) === index);
    return worst2.map(({ touch: touch2, work }) => {
      const alsoModes = ["lock-queue-freeze", "rename-in-rolling-deploy"];
      const others = keyTables(step, touch2);
      if (others.length > 0) alsoModes.push("migration-deadlock");
      return { severity: severityOf(touch2), at: at(step, touch2.part), alsoModes, step, touch: touch2, work, others };
    });
  },
  describe: ({ severity, step, touch: touch2, work, others }) => ({
    title: severity === "unsafe" ? `The change of type ${WORDS3[work]} ${shortName(touch2.relation)}` : `The change of type may rewrite ${shortName(touch2.relation)}`,
    message: (severity === "unsafe" ? blockedWhile(step, touch2, work) : unknownChange(step, touch2)) + keysAgain2(others) + valuesOfEnum(step, touch2),
    fix: safeForm(step, touch2)
  }),
  boxes: (match) => {
    const column = changedType(match.step, match.touch.part)?.column ?? "";
    return whenAsked(
      match,
      box(
        "before",
        `The present type of ${code(identifier(column))} in ${table2(match.touch.relation)} is one that the change keeps every row of, or the table is small`,
        `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = to_regclass(${literal2(match.touch.relation)}) AND attname = ${literal2(column)};`
      )
    );
  }
});
var WORDS3 = {
  "is rewritten": "rewrites",
  "indexes are built": "rebuilds the indexes of",
  "is read whole": "reads the whole of"
};
function keyTables(step, { relation, because: reason }) {
  if (!("column" in reason)) return [];
  const here = foreignKeysOf(step.before, relation).filter(({ key }) => key.columns.includes(reason.column));
  const there = foreignKeysTo(step.before, relation).filter(({ key }) => key.referencedColumns.includes(reason.column));
  const names = [...here.map(({ key }) => key.references), ...there.map(({ table: table3 }) => table3)];
  return [...new Set(names)].filter((name) => name !== relation);
}
function keysAgain2(others) {
  return others.length === 0 ? "" : ` ${tables(others)} ${others.length === 1 ? "is" : "are"} locked as strongly, since the foreign key on the column is dropped and made again; the other side of it needs the same type.`;
}
function valuesOfEnum(step, { relation, because: reason }) {
  if (reason.id !== "type-change-using" && reason.id !== "type-change") return "";
  const { searchPath } = effective(step.session);
  const known2 = step.before.relations.get(relation)?.columns.get(reason.column)?.type;
  const from2 = known2 === void 0 || known2 === null ? void 0 : findType(step.before, searchPath, known2);
  const to = findType(step.before, searchPath, reason.to);
  if (from2?.kind !== "enum" || to?.kind !== "enum") return "";
  return ` A row with a value that the new type does not have makes it fail; ${code("ALTER TYPE … ADD VALUE")} adds one without touching a row.`;
}
function touchesOf(touches2) {
  return existing(touches2).filter((touch2) => REASONS2.has(touch2.because.id));
}
function unknownChange(step, touch2) {
  const settles = `Its CREATE TABLE, given with ${code("schema")}, would settle whether the table is rewritten meanwhile.`;
  return `${code(step.statement.kind)} ${lockClause(step, touch2.relation)}; ${because(touch2.because)}. ${settles}`;
}
function safeForm(step, touch2) {
  const change2 = changedType(step, touch2.part);
  if (change2 === null) return "";
  const known2 = step.before.relations.get(touch2.relation)?.columns.get(change2.column);
  const inZone = change2.computed ? null : zoned(step, change2.column, known2?.type ?? null, change2.to);
  if (inZone === null) return inSteps3(step, touch2, change2);
  const said = comment2(`in ${inZone} put the time zone that the values were written in`);
  return inUtc(step, touch2.part) ?? sql(said, inSteps3(step, touch2, { ...change2, expression: inZone }));
}
function inSteps3(step, touch2, change2) {
  const { relation } = touch2;
  const type = storedType(step, touch2) ?? change2.type;
  const name = shortName(relation);
  const column = `${change2.column}_new`;
  const quoted = identifier(column);
  const known2 = step.before.relations.get(relation)?.columns.get(change2.column);
  const from2 = known2?.type === void 0 || known2.type === null ? "" : ` (${typeWords(known2.type)})`;
  const old = identifier(change2.column);
  const second = {
    about: `a second column, which a trigger fills from ${old}${from2} for rows written from now on`,
    lines: [
      BOUNDED_WAIT,
      `ALTER TABLE ${name} ADD COLUMN ${quoted} ${type};`,
      ...syncTrigger(step, relation, column, change2.expression)
    ]
  };
  return sql(
    inFiles(
      second,
      oldRows(step, relation, column, change2.expression),
      ...notNullAfter(step, relation, column, known2?.notNull === true)
    ),
    comment2(`then its indexes with CREATE INDEX CONCURRENTLY, and code that reads and writes ${quoted}`),
    comment2(`in a later release, when nothing uses ${old} any more: drop the trigger, then the old column`)
  );
}
function storedType(step, { because: reason }) {
  if (reason.id !== "type-change" && reason.id !== "type-change-using") return null;
  const own2 = findType(step.before, effective(step.session).searchPath, reason.to);
  return own2?.kind === "domain" && own2.constrained && own2.base !== null ? typeWords(own2.base) : null;
}

// src/rules/hidden-rewrite/rewrites.ts
function rewritesBecause(step, ...reasons) {
  if (step.effects.fails !== null) return [];
  const touches2 = onePerPart(existing(step.effects.rewrites)).filter(({ because: because2 }) => reasons.includes(because2.id));
  return touches2.map((touch2) => ({
    severity: severityOf(touch2),
    at: at(step, touch2.part),
    alsoModes: ["lock-queue-freeze"],
    step,
    touch: touch2
  }));
}

// src/rules/hidden-rewrite/constrained-domain-column/rule.ts
var rule89 = statementRule({
  id: "constrained-domain-column",
  mode: "hidden-rewrite",
  on: ["constrained-domain", "unknown-type"],
  detect: (step) => rewritesBecause(step, "constrained-domain", "unknown-type"),
  describe: ({ severity, step, touch: touch2 }) => ({
    title: severity === "unsafe" ? `A column of a domain with a constraint rewrites ${shortName(touch2.relation)}` : `The column's type may rewrite ${shortName(touch2.relation)}`,
    message: blockedWhile(step, touch2, "is rewritten") + (severity === "unsafe" ? " That holds without a default as well." : " Its CREATE TYPE or CREATE DOMAIN, given with `schema`, would settle it."),
    fix: severity === "unsafe" ? withBaseType(step, touch2) : ""
  }),
  boxes: (match) => {
    const { because: because2 } = match.touch;
    const type = because2.id === "unknown-type" ? because2.type : "";
    return whenAsked(
      match,
      box(
        "before",
        `${code(type)} is no domain with a constraint`,
        `SELECT typtype, EXISTS (SELECT FROM pg_constraint WHERE contypid = t.oid) AS constrained FROM pg_type AS t WHERE oid = to_regtype(${literal2(type)});`
      )
    );
  }
});
function withBaseType(step, { relation, part }) {
  const column = writtenColumn(step, part);
  const type = addedColumn(step, part)?.typeName;
  if (column === null || type === void 0) return "";
  const domain = findType(step.before, effective(step.session).searchPath, typeRef(type));
  const base = domain?.kind === "domain" && domain.base !== null ? typeWords(domain.base) : "text";
  const constraint = derivedName(relation, column.name, "check");
  return sql(
    BOUNDED_WAIT,
    `ALTER TABLE ${shortName(relation)} ADD COLUMN ${column.quoted} ${base};`,
    comment2(`then, each in a migration of its own, the domain's condition as a CHECK of the table:`),
    comment2(`ALTER TABLE ${shortName(relation)} ADD CONSTRAINT ${constraint} CHECK (…) NOT VALID;`),
    comment2(`ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${constraint};`)
  );
}

// src/rules/hidden-rewrite/default-rewrites-before-11/rule.ts
var rule90 = statementRule({
  id: "default-rewrites-before-11",
  mode: "hidden-rewrite",
  on: ["default-before-11"],
  detect: (step) => rewritesBecause(step, "default-before-11"),
  describe: ({ step, touch: touch2 }) => ({
    title: `Before PostgreSQL 11 a default rewrites ${shortName(touch2.relation)}`,
    message: `${blockedWhile(step, touch2, "is rewritten")} The oldest server that runs the migrations is PostgreSQL ${step.version}.`,
    fix: columnInSteps(step, touch2.relation, writtenColumn(step, touch2.part))
  })
});

// src/rules/hidden-rewrite/numbered-column/rule.ts
var rule91 = statementRule({
  id: "numbered-column",
  mode: "hidden-rewrite",
  on: ["serial-column", "identity-column"],
  detect: (step) => rewritesBecause(step, "serial-column", "identity-column"),
  describe: ({ step, touch: touch2 }) => ({
    title: `Numbering the existing rows rewrites ${shortName(touch2.relation)}`,
    message: blockedWhile(step, touch2, "is rewritten"),
    fix: inSteps4(step, touch2)
  })
});
function inSteps4(step, { relation, part, because: because2 }) {
  const column = writtenColumn(step, part);
  if (column === null) return "";
  const serial = because2.id === "serial-column" ? because2.type : "";
  const type = serial === "" ? column.type : integerOf(serial);
  const name = shortName(relation);
  const sequence = shortName(
    relationName(splitName(relation).schema, unquoted2(derivedName(relation, column.name, "seq")))
  );
  const next = `nextval(${literal2(sequence)})`;
  const numbered3 = {
    about: "no old row is touched, new rows get a number",
    lines: [
      BOUNDED_WAIT,
      `CREATE SEQUENCE ${sequence};`,
      `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${type};`,
      `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${next};`,
      `ALTER SEQUENCE ${sequence} OWNED BY ${name}.${column.quoted};`
    ]
  };
  return inFiles(
    numbered3,
    oldRows(step, relation, column.name, next),
    ...notNullAfter(step, relation, column.name, true)
  );
}
function integerOf(serial) {
  if (serial === "bigserial" || serial === "serial8") return "bigint";
  return serial === "smallserial" || serial === "serial2" ? "smallint" : "integer";
}
function unquoted2(name) {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

// src/rules/hidden-rewrite/same-instant-for-every-row/rule.ts
var rule92 = statementRule({
  id: "same-instant-for-every-row",
  mode: "hidden-rewrite",
  on: ["AT_AddColumn"],
  detect: (step) => {
    const body = nodeIf(step, "AlterTableStmt");
    const [target] = step.effects.locks;
    if (body === null || target === void 0 || !target.existing || step.version < 11 || step.effects.fails !== null)
      return [];
    const parts2 = bodiesOf("AlterTableCmd", body.cmds).flatMap((cmd, part) => {
      const rewritten2 = step.effects.rewrites.some((touch2) => touch2.part === part);
      return cmd.subtype === "AT_AddColumn" && !rewritten2 && tellsTheTime(cmd.def) ? [part] : [];
    });
    return parts2.map((part) => ({
      severity: "note",
      at: at(step, part),
      step,
      part,
      table: shortName(target.relation)
    }));
  },
  describe: ({ step, part, table: table3 }) => {
    const column = writtenColumn(step, part);
    return {
      title: `Every existing row of ${table3} gets the same instant`,
      message: `${code(column?.defaultText ?? "now()")} is computed once: every existing row of ${code(table3)} gets the same instant, that of this migration, and only new rows get their own. No row is written.`,
      fix: column === null ? "" : sql(
        "-- when old rows should stay NULL, the default comes after the column:",
        `ALTER TABLE ${table3} ADD COLUMN ${column.quoted} ${column.type};`,
        `ALTER TABLE ${table3} ALTER COLUMN ${column.quoted} SET DEFAULT ${column.defaultText};`
      )
    };
  }
});
var CLOCKS2 = /* @__PURE__ */ new Set(["now", "transaction_timestamp", "statement_timestamp"]);
function tellsTheTime(definition) {
  const constraints = bodiesOf("Constraint", bodyOf("ColumnDef", definition)?.constraints);
  const expression2 = constraints.find((one2) => one2.contype === "CONSTR_DEFAULT")?.raw_expr;
  if (expression2 === void 0) return false;
  const called = findAll("FuncCall", expression2).some((call) => CLOCKS2.has(texts(call.funcname).at(-1) ?? ""));
  return called || findAll("SQLValueFunction", expression2).some(({ op }) => /DATE|TIME/.test(op ?? ""));
}

// src/rules/hidden-rewrite/stored-generated-column/rule.ts
var rule93 = statementRule({
  id: "stored-generated-column",
  mode: "hidden-rewrite",
  on: ["stored-generated-column"],
  detect: (step) => rewritesBecause(step, "stored-generated-column"),
  describe: ({ severity, step, touch: touch2 }) => ({
    title: `A STORED generated column rewrites ${shortName(touch2.relation)}`,
    message: blockedWhile(step, touch2, "is rewritten") + (severity === "caution" ? " Whether the column is STORED or VIRTUAL is not known: its CREATE TABLE, given with `schema`, would settle it." : ""),
    fix: inSteps5(step, touch2)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be copied"))
});
function inSteps5(step, touch2) {
  const wanted = wantedColumn(step, touch2);
  if (wanted === null) return "";
  const { relation } = touch2;
  const added2 = `ALTER TABLE ${shortName(relation)} ADD COLUMN ${identifier(wanted.name)} ${wanted.type}`;
  if (step.version >= 18) return sql(BOUNDED_WAIT, `${added2} GENERATED ALWAYS AS ${wanted.expression} VIRTUAL;`);
  const trigger = syncTrigger(step, relation, wanted.name, wanted.expression);
  return inFiles(
    {
      about: "a trigger computes the column for rows written from now on",
      lines: [BOUNDED_WAIT, `${added2};`, ...trigger]
    },
    oldRows(step, relation, wanted.name, wanted.expression)
  );
}
function wantedColumn(step, { relation, part, because: because2 }) {
  const added2 = writtenColumn(step, part);
  if (added2 !== null) return added2;
  const name = because2.id === "stored-generated-column" ? because2.column : "";
  const type = step.before.relations.get(relation)?.columns.get(name)?.type ?? null;
  if (subcommandAt(step, part)?.subtype !== "AT_SetExpression" || type === null) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const open2 = indexOfWords(step, tokens, "EXPRESSION", "AS", "(") + 2;
  const expression2 = textOf(step, tokens.slice(open2, closingOf(step, tokens, open2) + 1));
  return { name: `${name}_new`, type: typeWords(type), expression: expression2 };
}

// src/rules/hidden-rewrite/volatile-default/rule.ts
var rule94 = statementRule({
  id: "volatile-default",
  mode: "hidden-rewrite",
  on: ["volatile-default", "unknown-default"],
  detect: (step) => rewritesBecause(step, "volatile-default", "unknown-default"),
  describe: ({ severity, step, touch: touch2 }) => ({
    title: `A default that differs by row rewrites ${shortName(touch2.relation)}`,
    message: blockedWhile(step, touch2, "is rewritten") + (severity === "caution" ? ` The definition of ${code("call" in touch2.because ? touch2.because.call : "")}, given with \`schema\`, would settle it.` : ""),
    fix: columnInSteps(step, touch2.relation, writtenColumn(step, touch2.part))
  }),
  boxes: (match) => {
    const { because: because2 } = match.touch;
    return whenAsked(
      match,
      box(
        "before",
        `${code("call" in because2 ? because2.call : "")} gives every row of the statement the same value: it is not volatile`
      )
    );
  }
});

// src/rules/not-null-without-backfill/default-dropped-with-its-column/rule.ts
var rule95 = statementRule({
  id: "default-dropped-with-its-column",
  mode: "not-null-without-backfill",
  on: ["AT_ColumnDefault"],
  detect: (step, changeset) => {
    const [target] = step.effects.locks;
    if (target === void 0 || !target.existing || isDown(step) || step.effects.fails !== null) return [];
    return droppedDefaults(step).flatMap(({ column, part }) => {
      const known2 = columnAt(step.before, target.relation, column);
      if (known2?.set !== step.set || known2.hasDefault !== true || !endsRequired(step, target.relation, column, changeset))
        return [];
      const added2 = (changeset.stepsInSet.get(step.set) ?? []).filter(
        (one2) => columnAt(one2.before, target.relation, column) === void 0 && columnAt(one2.after, target.relation, column) !== void 0
      );
      const related = added2.slice(0, 1);
      return [
        {
          severity: "unsafe",
          at: at(step, part),
          alsoModes: ["rename-in-rolling-deploy"],
          related,
          step,
          relation: target.relation,
          column
        }
      ];
    });
  },
  describe: ({ step, relation, column }) => ({
    title: `Without its default the new column of ${shortName(relation)} breaks old code`,
    message: `${code(step.statement.kind)} leaves ${code(identifier(column))} NOT NULL without a default. Code that runs until the deploy is done does not know the column, and each of its INSERTs into ${table2(relation)} fails from this statement on.`,
    fix: sql(
      "-- leave this statement out; in a later release, when no old code inserts any more:",
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(relation)} ALTER COLUMN ${identifier(column)} DROP DEFAULT;`
    )
  })
});
function droppedDefaults(step) {
  return bodiesOf("AlterTableCmd", nodeIf(step, "AlterTableStmt")?.cmds).flatMap((cmd, part) => {
    const dropped3 = cmd.subtype === "AT_ColumnDefault" && (cmd.def === void 0 || isNullConstant(cmd.def));
    return dropped3 ? [{ column: cmd.name ?? "", part }] : [];
  });
}
function columnAt(catalog, relation, column) {
  return catalog.relations.get(relation)?.columns.get(column);
}
function endsRequired(step, relation, column, changeset) {
  const last = (changeset.stepsInSet.get(step.set) ?? []).filter((one2) => !isDown(one2)).at(-1) ?? step;
  const known2 = columnAt(last.after, relation, column);
  return known2?.notNull === true && known2.hasDefault !== true;
}

// src/rules/not-null-without-backfill/not-null-before-writers/rule.ts
var rule96 = statementRule({
  id: "not-null-before-writers",
  mode: "not-null-without-backfill",
  on: ["AT_SetNotNull", "AT_AddConstraint"],
  detect: (step, changeset) => isDown(step) ? [] : alteredParts(step, "AT_SetNotNull", "AT_AddConstraint").flatMap((part) => early(step, changeset, part)),
  describe: ({ table: table3, column }) => ({
    title: `Code that does not know ${identifier(column)} can no longer insert into ${shortName(table3)}`,
    message: `The same change adds ${code(identifier(column))} to ${table2(table3)} and forbids NULL in it, without a default. Code that was released before leaves the column out, and each of its INSERTs fails from this statement on.`,
    fix: sql(
      "-- in this release: the column, and code that writes it in every INSERT",
      "-- in the next, when no old code runs any more: the old rows in batches, and then NOT NULL"
    )
  }),
  boxes: ({ table: table3, column }) => [
    {
      phase: "before",
      text: `All code that inserts into ${table2(table3)} and still runs gives ${code(identifier(column))} a value`,
      sql: ""
    }
  ]
});
function early(step, changeset, { cmd, part, table: table3 }) {
  const relation = step.before.relations.get(table3);
  const end = schemaAtEnd(step, changeset).relations.get(table3);
  if (isFilledByTrigger(step, changeset, table3)) return [];
  return forbidden(cmd).flatMap((column) => {
    if (relation?.columns.get(column)?.set !== step.set || end?.columns.get(column)?.hasDefault !== false) return [];
    if (hadDefault(step, changeset, table3, column)) return [];
    const before = relation.constraints.some((one2) => one2.kind === "check" && one2.proves.includes(column));
    return before || relation.columns.get(column)?.notNull === true ? [] : [
      {
        severity: "caution",
        at: at(step, part),
        alsoModes: ["rename-in-rolling-deploy", "replica-schema-drift"],
        step,
        table: table3,
        column
      }
    ];
  });
}
function hadDefault(step, { stepsInSet }, table3, column) {
  const earlier2 = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier2.some(({ before }) => before.relations.get(table3)?.columns.get(column)?.hasDefault === true);
}
function isFilledByTrigger(step, { stepsInSet }, table3) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => {
    const trigger = nodeIf(one2, "CreateTrigStmt");
    return trigger?.row === true && rangeAt(one2, trigger.relation) === table3;
  });
}
function forbidden({ subtype, name, def }) {
  if (subtype === "AT_SetNotNull") return [name ?? ""];
  const constraint = bodyOf("Constraint", def);
  if (constraint?.contype === "CONSTR_NOTNULL") return texts(constraint.keys);
  return constraint?.contype === "CONSTR_CHECK" ? provenColumns(constraint.raw_expr) : [];
}

// src/rules/not-null-without-backfill/not-null-unproved/rule.ts
var rule97 = statementRule({
  id: "not-null-unproved",
  mode: "not-null-without-backfill",
  on: ["not-null-verification"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans)).flatMap((touch2) => {
      if (touch2.because.id !== "not-null-verification") return [];
      const [column = ""] = touch2.because.columns;
      const proof = proofOf(step, touch2.relation, column);
      return [
        {
          severity: severityOf(touch2),
          at: at(step, touch2.part),
          alsoModes: ["lock-queue-freeze"],
          step,
          touch: touch2,
          column,
          proof
        }
      ];
    });
  },
  describe: ({ step, touch: touch2, column, proof }) => ({
    title: `SET NOT NULL reads the whole of ${shortName(touch2.relation)} and fails on the first NULL`,
    message: `${blockedWhile(step, touch2, "is read whole")} One NULL and it fails.${hint(proof)}`,
    fix: fixOf5(step, touch2.relation, column, proof)
  }),
  boxes: ({ step, touch: touch2, column }) => [
    {
      // A column of this very set is there only once the migration has begun.
      phase: isOthersColumn(step, touch2.relation, column) ? "before" : "during",
      text: `No row of ${table2(touch2.relation)} has NULL in ${code(identifier(column))}, and the code that runs writes no more of them`,
      sql: `SELECT count(*) FROM ${shortName(touch2.relation)} WHERE ${identifier(column)} IS NULL;`
    }
  ]
});
function hint(proof) {
  if (proof === null) return "";
  if (proof.state === "dropped")
    return ` ${code(proof.name)} would prove it, but the same statement drops it, and drops run first.`;
  return ` ${code(proof.name)} would prove it once it is validated.`;
}
function proofOf(step, relation, column) {
  const constraints = [...step.before.relations.get(relation)?.constraints.values() ?? []].filter(
    (one2) => proves2(one2, column)
  );
  const cmds = bodiesOf("AlterTableCmd", nodeIf(step, "AlterTableStmt")?.cmds);
  const dropped3 = constraints.find(
    (one2) => cmds.some((cmd) => cmd.subtype === "AT_DropConstraint" && cmd.name === one2.name)
  );
  if (dropped3 !== void 0) return { name: dropped3.name, state: "dropped" };
  const pending = constraints.find((one2) => !one2.validated);
  return pending === void 0 ? null : { name: pending.name, state: "not validated" };
}
function proves2(constraint, column) {
  if (constraint.kind === "not-null") return constraint.columns.includes(column);
  return constraint.kind === "check" && constraint.proves.includes(column);
}
function fixOf5(step, relation, column, proof) {
  const table3 = shortName(relation);
  const set2 = `ALTER TABLE ${table3} ALTER COLUMN ${identifier(column)} SET NOT NULL;`;
  if (proof === null || step.version < 12) return inFiles(...notNullSteps(relation, [column], step.version));
  const constraint = identifier(proof.name);
  if (proof.state === "dropped")
    return sql(BOUNDED_WAIT, set2, comment2("and only then:"), `ALTER TABLE ${table3} DROP CONSTRAINT ${constraint};`);
  return inFiles(
    {
      about: "the old rows are checked while reads and writes go on",
      lines: [`ALTER TABLE ${table3} VALIDATE CONSTRAINT ${constraint};`]
    },
    { about: "now it is proved, so nothing is read", lines: [BOUNDED_WAIT, set2] }
  );
}

// src/rules/not-null-without-backfill/required-column-without-default/rule.ts
var rule98 = statementRule({
  id: "required-column-without-default",
  mode: "not-null-without-backfill",
  on: ["required-column"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches2 = onePerPart(existing(step.effects.scans)).filter(({ because: because2 }) => because2.id === "required-column");
    return touches2.map((touch2) => ({
      severity: severityOf(touch2),
      at: at(step, touch2.part),
      alsoModes: ["rename-in-rolling-deploy"],
      step,
      touch: touch2
    }));
  },
  describe: ({ step, touch: touch2 }) => ({
    title: `A required column without a default cannot be added to ${shortName(touch2.relation)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, touch2.relation)}, and then fails: ${because(touch2.because)}. It passes only while ${table2(touch2.relation)} is empty, as in a test; and where it passes, the INSERTs of code that does not know the column fail.`,
    fix: inSteps6(step, touch2)
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, "be filled"))
});
function inSteps6(step, { relation, part }) {
  const column = writtenColumn(step, part);
  if (column === null) return "";
  const optional = {
    about: "without NOT NULL",
    lines: [
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(relation)} ADD COLUMN ${column.quoted} ${column.type};`,
      comment2("then code that writes it, and the old rows in batches of 1,000 to 10,000, each committed by itself")
    ]
  };
  return inFiles(optional, ...notNullSteps(relation, [column.name], step.version));
}

// src/rules/rename-in-rolling-deploy/access-taken-away/rule.ts
var rule99 = statementRule({
  id: "access-taken-away",
  mode: "rename-in-rolling-deploy",
  on: ["GrantStmt", "GrantRoleStmt", "AT_ChangeOwner", "AlterOwnerStmt", "DropRoleStmt"],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...revoked(step), ...roleRevoked(step), ...ownerChanged(step), ...roleDropped(step)];
  },
  describe: (match) => ({ title: TITLES[match.what](match), message: messageOf20(match), fix: "" }),
  boxes: ({ object, roles, what }) => [
    {
      phase: "before",
      text: what === "owner" ? `No code that runs needs to own ${code(object)}` : `No code that runs connects as ${code(roles.join(", "))} and needs ${code(object)}`,
      sql: ""
    }
  ]
});
var TITLES = {
  revoked: ({ roles, object }) => `${roles.join(", ")} may no longer use ${object}`,
  owner: ({ object, roles }) => `${object} belongs to ${roles.join(", ")} from now on`,
  role: ({ roles }) => `Nobody can connect as ${roles.join(", ")} any more`
};
function messageOf20({ what, object, roles }) {
  const names = roles.map(code).join(", ");
  switch (what) {
    case "revoked":
      return `From the commit on every statement of ${names} that needs what is taken from ${code(object)} fails with "permission denied", in code that still runs as well, and on every connection that is open.`;
    case "owner":
      return `The owner before loses what only an owner may do with ${code(object)}: altering, dropping, truncating where nobody granted it, and passing row level security. Code or migrations that run as that role fail. New owner: ${names}.`;
    case "role":
      return `Code, jobs and people that connect as ${names} are refused from the commit on; a pool that lost its connection cannot open another.`;
  }
}
function lost(place, what, object, roles) {
  return { severity: "caution", at: place, alsoModes: ["replica-schema-drift"], what, object, roles };
}
function revoked(step) {
  const body = nodeIf(step, "GrantStmt");
  if (body === null || body.is_grant === true) return [];
  const objects = (body.objects ?? []).flatMap((object) => oldObject(step, body, object));
  return objects.length === 0 ? [] : [lost(at(step), "revoked", objects.join(", "), rolesOf(body.grantees))];
}
function oldObject(step, { objtype, targtype }, object) {
  const range = bodyOf("RangeVar", object);
  if (range !== null) {
    const relation = rangeAt(step, range);
    return isOthers(step, relation) ? [shortName(relation)] : [];
  }
  const { before, set: set2 } = step;
  const name = nameParts(object).map(identifier).join(".");
  if (targtype === "ACL_TARGET_ALL_IN_SCHEMA" || objtype === "OBJECT_SCHEMA")
    return before.schemas.get(text(object)) === set2 ? [] : [`schema ${name}`];
  if (bodyOf("ObjectWithArgs", object) === null) return [name];
  return before.routines.get(keyAt(step, before.routines, nameParts(object)))?.set === set2 ? [] : [`${name}()`];
}
function roleRevoked(step) {
  const body = nodeIf(step, "GrantRoleStmt");
  if (body === null || body.is_grant === true) return [];
  const granted = bodiesOf("AccessPriv", body.granted_roles).map(({ priv_name }) => identifier(priv_name ?? ""));
  return [lost(at(step), "revoked", `role ${granted.join(", ")}`, rolesOf(body.grantee_roles))];
}
function ownerChanged(step) {
  const parts2 = alteredParts(step, "AT_ChangeOwner").map(
    ({ cmd, part, table: table3 }) => lost(at(step, part), "owner", shortName(table3), [roleName(cmd.newowner)])
  );
  const body = nodeIf(step, "AlterOwnerStmt");
  if (body === null || isNewObject(step, body.object)) return parts2;
  return [lost(at(step), "owner", nameParts(body.object).map(identifier).join("."), [roleName(body.newowner)])];
}
function isNewObject(step, object) {
  const { before, set: set2 } = step;
  const parts2 = nameParts(object);
  return before.routines.get(keyAt(step, before.routines, parts2))?.set === set2 || before.types.get(keyAt(step, before.types, parts2))?.set === set2 || before.schemas.get(parts2[0] ?? "") === set2;
}
function roleDropped(step) {
  const body = nodeIf(step, "DropRoleStmt");
  return body === null ? [] : [lost(at(step), "role", "the database", rolesOf(body.roles))];
}
function rolesOf(roles) {
  return bodiesOf("RoleSpec", roles).map(roleName);
}
function roleName(role) {
  if (role?.rolename !== void 0) return identifier(role.rolename);
  return role?.roletype?.replace("ROLESPEC_", "") ?? "";
}

// src/rules/rename-in-rolling-deploy/cached-plan-broken/rule.ts
var rule100 = statementRule({
  id: "cached-plan-broken",
  mode: "rename-in-rolling-deploy",
  on: ["AT_DropColumn", "AT_AlterColumnType"],
  detect: (step) => {
    const [first] = alteredParts(step, "AT_DropColumn", "AT_AlterColumnType").filter(
      ({ cmd, table: table3 }) => isOthersColumn(step, table3, cmd.name ?? "")
    );
    if (first === void 0) return [];
    return [{ severity: "note", at: at(step, first.part), table: first.table, kind: step.statement.kind }];
  },
  describe: ({ table: table3, kind }) => ({
    title: `Prepared statements that read all of ${shortName(table3)} fail once`,
    message: `A statement prepared before ${code(kind)} that says ${code("SELECT *")} or RETURNING * of ${table2(table3)} fails when it runs next: "cached plan must not change result type". Drivers and pools that prepare under a name get the error on each connection, inside a transaction for good; queries that list their columns do not.`,
    fix: ""
  })
});

// src/rules/rename-in-rolling-deploy/composite-type-changed/rule.ts
var rule101 = statementRule({
  id: "composite-type-changed",
  mode: "rename-in-rolling-deploy",
  on: ["AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType"],
  detect: (step) => {
    if (nodeIf(step, "AlterTableStmt")?.objtype !== "OBJECT_TYPE" || step.effects.fails !== null) return [];
    const type = alteredTable(step);
    if (!isOthers(step, type)) return [];
    return step.statement.parts.flatMap((_span, part) => {
      const change2 = CHANGES[subcommandAt(step, part)?.subtype ?? ""];
      if (change2 === void 0) return [];
      return [{ severity: "caution", at: at(step, part), alsoModes: ["lock-queue-freeze"], step, type, change: change2 }];
    });
  },
  describe: ({ step, type, change: change2 }) => ({
    title: `Values of the type ${shortName(type)} have another shape from now on`,
    message: `${code(change2)} ${lockClause(step, type)} until the transaction ends. Code that reads or writes a ${code(shortName(type))} whole, ${code("ROW(…)")} and drivers that decode it by position, expects the attributes it was written for and fails with more, fewer or other ones.`,
    fix: sql(
      comment2(`1. make a second type beside ${shortName(type)}, for instance ${identifier(`${shortName(type)}_2`)}`),
      comment2("2. release code that uses it"),
      comment2(`3. drop ${shortName(type)} once nothing uses it`)
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `Code that runs works with values of ${table2(match.type)} both before and after ${match.change}`,
      usersOf(match.type)
    )
  )
});
var CHANGES = {
  AT_AddColumn: "ADD ATTRIBUTE",
  AT_DropColumn: "DROP ATTRIBUTE",
  AT_AlterColumnType: "ALTER ATTRIBUTE"
};
function usersOf(type) {
  return sql(
    "SELECT pg_describe_object(classid, objid, objsubid) AS used_by FROM pg_depend",
    "WHERE refclassid = 'pg_type'::regclass AND deptype = 'n'",
    `  AND refobjid IN (to_regtype(${literal2(type)}), to_regtype(${literal2(`${type}[]`)}));`
  );
}

// src/rules/rename-in-rolling-deploy/conflict-target-dropped/rule.ts
var rule102 = statementRule({
  id: "conflict-target-dropped",
  mode: "rename-in-rolling-deploy",
  on: ["AT_DropConstraint", "DropStmt"],
  detect: (step, changeset) => [...fromConstraints2(step, changeset), ...fromIndexes(step, changeset)],
  describe: ({ table: table3, name, columns }) => ({
    title: `ON CONFLICT on ${shortName(table3)} fails without ${name}`,
    message: `Code that inserts into ${table2(table3)} with ${code(`ON CONFLICT ${columns.length > 0 ? `(${listed4(columns)})` : "(…)"}`)} fails from the commit on: "there is no unique or exclusion constraint matching". Rows that ${code(name)} would have refused get in, and the first of them keeps it from being added again.`,
    fix: fixOf6(table3, columns)
  }),
  boxes: ({ table: table3, name }) => [
    {
      phase: "before",
      text: `No code says ON CONFLICT for what ${code(name)} of ${table2(table3)} keeps unique, or relies on it otherwise`,
      sql: ""
    }
  ]
});
function fromConstraints2(step, changeset) {
  return droppedConstraints(step).flatMap(({ part, table: table3, name, constraint }) => {
    const unique = constraint === null ? identifier(name) === derivedName(table3, "pkey") || name.endsWith("_key") : constraint.kind === "unique" || constraint.kind === "primary-key";
    if (!unique) return [];
    const columns = constraint?.columns ?? [];
    if (goesWithMore(step, changeset, table3, columns)) return [];
    const end = schemaAtEnd(step, changeset);
    const own2 = constraint !== null && "index" in constraint ? constraint.index : null;
    const newKey = constraint?.kind === "primary-key" && end.relations.get(table3)?.constraints.some(({ kind }) => kind === "primary-key") === true;
    if (newKey || staysUnique(end, table3, columns, own2)) return [];
    return [
      {
        severity: "caution",
        at: at(step, part),
        alsoModes: ["destructive-rollback"],
        table: table3,
        name: identifier(name),
        columns
      }
    ];
  });
}
function fromIndexes(step, changeset) {
  const body = nodeIf(step, "DropStmt");
  if (body?.removeType !== "OBJECT_INDEX" || body.behavior === "DROP_CASCADE" || step.effects.fails !== null) return [];
  return (body.objects ?? []).flatMap((object) => {
    const name = objectAt(step, object);
    const index = step.before.indexes.get(name);
    if (index?.unique !== true || index.set === step.set || !isOthers(step, index.table)) return [];
    const columns = index.computed ? [] : index.keys.filter((key) => key !== null);
    const end = schemaAtEnd(step, changeset);
    if (goesWithMore(step, changeset, index.table, index.mentions)) return [];
    if (end.indexes.has(name) || staysUnique(end, index.table, columns, name)) return [];
    return [
      {
        severity: "caution",
        at: at(step),
        alsoModes: ["destructive-rollback"],
        table: index.table,
        name: shortName(name),
        columns
      }
    ];
  });
}
function staysUnique(end, table3, columns, own2) {
  if (columns.length === 0) return false;
  const wanted = [...columns].sort().join();
  return (end.relations.get(table3)?.indexes ?? []).some((name) => {
    const index = end.indexes.get(name);
    if (index?.unique !== true || index.computed || name === own2) return false;
    return [...index.keys].sort().join() === wanted;
  });
}
function fixOf6(table3, columns) {
  if (columns.length === 0) return sql("-- another unique index on the same columns first; then this one may go");
  return sql(
    "-- when it is to be replaced, first, in a migration outside a transaction:",
    `CREATE UNIQUE INDEX CONCURRENTLY ${derivedName(table3, ...columns, "unique")} ON ${shortName(table3)} (${listed4(columns)});`,
    "-- then this one may go"
  );
}
function listed4(columns) {
  return columns.map(identifier).join(", ");
}

// src/rules/rename-in-rolling-deploy/constraint-rejects-old-writes/rule.ts
var rule103 = statementRule({
  id: "constraint-rejects-old-writes",
  mode: "rename-in-rolling-deploy",
  on: ["AT_AddConstraint", "IndexStmt"],
  detect: (step) => [...fromConstraints3(step), ...fromIndex(step)],
  describe: ({ table: table3, columns, refused, notValid }) => ({
    title: `Writes of old code to ${shortName(table3)} may be refused`,
    message: `From the commit on Postgres refuses every INSERT and UPDATE of ${table2(table3)} that ${refused}${columns.length > 0 ? ` (${columns.map((column) => code(identifier(column))).join(", ")})` : ""}; code that was written before knows nothing of it and still runs.${notValid ? ` ${code("NOT VALID")} leaves out the old rows only.` : ""}`,
    fix: ""
  })
});
var REFUSED = {
  CONSTR_CHECK: "breaks the condition",
  CONSTR_FOREIGN: "names a row that is not there",
  CONSTR_UNIQUE: "repeats a value",
  CONSTR_PRIMARY: "repeats a value or leaves it out",
  CONSTR_EXCLUSION: "conflicts with another row",
  CONSTR_NOTNULL: "leaves the value out"
};
function fromConstraints3(step) {
  return alteredParts(step, "AT_AddConstraint").flatMap(({ part, table: table3 }) => {
    const node = addedConstraint(step, part);
    const refused = node === null ? void 0 : REFUSED[node.contype ?? ""];
    if (node === null || refused === void 0 || !isNewCondition(node)) return [];
    const columns = node.contype === "CONSTR_CHECK" ? columnsIn(node.raw_expr) : constraintColumns(node, null);
    if (columns.length > 0 && !columns.some((column) => isOthersColumn(step, table3, column))) return [];
    const notValid = node.skip_validation === true;
    return [
      {
        severity: "note",
        at: at(step, part),
        alsoModes: ["not-null-without-backfill"],
        table: table3,
        columns,
        refused,
        notValid
      }
    ];
  });
}
function isNewCondition({ contype, indexname, is_enforced }) {
  const canBeOff2 = contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN";
  return indexname === void 0 && (!canBeOff2 || is_enforced === true);
}
function fromIndex(step) {
  const body = nodeIf(step, "IndexStmt");
  if (body?.unique !== true || step.effects.fails !== null) return [];
  const table3 = rangeAt(step, body.relation);
  const columns = bodiesOf("IndexElem", body.indexParams).flatMap(({ name }) => name ?? []);
  const isNew4 = columns.length > 0 && !columns.some((column) => isOthersColumn(step, table3, column));
  if (!isOthers(step, table3) || isNew4 || replaces(step, table3, columns)) return [];
  const refused = REFUSED["CONSTR_UNIQUE"] ?? "";
  return [{ severity: "note", at: at(step), table: table3, columns, refused, notValid: false }];
}
function replaces(step, table3, columns) {
  return (step.before.relations.get(table3)?.indexes ?? []).some((name) => {
    const index = step.before.indexes.get(name);
    return index?.unique === true && !index.computed && [...index.keys].sort().join() === [...columns].sort().join();
  });
}

// src/rules/rename-in-rolling-deploy/default-changed/rule.ts
var rule104 = statementRule({
  id: "default-changed",
  mode: "rename-in-rolling-deploy",
  on: ["AT_ColumnDefault"],
  detect: (step) => alteredParts(step, "AT_ColumnDefault").flatMap(({ cmd, part, table: table3 }) => {
    const column = cmd.name ?? "";
    if (cmd.def === void 0 || isNullConstant(cmd.def) || !isOthersColumn(step, table3, column)) return [];
    return [{ severity: "note", at: at(step, part), table: table3, column }];
  }),
  describe: ({ table: table3, column }) => ({
    title: `New rows of ${shortName(table3)} get another ${identifier(column)}`,
    message: `Rows that are there keep ${code(identifier(column))} as it is; INSERTs into ${table2(table3)} that leave it out get the new default from now on, those of old code as well.`,
    fix: ""
  })
});

// src/rules/rename-in-rolling-deploy/driver-reads-other-type/rule.ts
var rule105 = statementRule({
  id: "driver-reads-other-type",
  mode: "rename-in-rolling-deploy",
  on: ["AT_AlterColumnType"],
  detect: (step) => alteredParts(step, "AT_AlterColumnType").flatMap(({ cmd, part, table: table3 }) => {
    const column = cmd.name ?? "";
    const written2 = bodyOf("ColumnDef", cmd.def)?.typeName;
    const from2 = step.before.relations.get(table3)?.columns.get(column)?.type;
    if (written2 === void 0 || from2 === void 0 || from2 === null || !isOthersColumn(step, table3, column))
      return [];
    const to = typeRef(written2);
    return familyOf(from2) === familyOf(to) ? [] : [{ severity: "note", at: at(step, part), table: table3, column, from: from2, to }];
  }),
  describe: ({ table: table3, column, from: from2, to }) => ({
    title: `Drivers hand ${identifier(column)} of ${shortName(table3)} over as another type`,
    message: `Code that read ${code(identifier(column))} of ${table2(table3)} as ${code(typeWords(from2))} gets ${code(typeWords(to))} from the commit on, and a driver may make something else of it (node-postgres gives bigint and numeric as strings): sums, comparisons and JSON change without an error.`,
    fix: ""
  })
});
var FAMILIES = {
  int2: "number",
  int4: "number",
  float4: "number",
  float8: "number",
  int8: "long",
  numeric: "decimal",
  text: "string",
  varchar: "string",
  bpchar: "string",
  citext: "string",
  json: "json",
  jsonb: "json",
  timestamp: "time",
  timestamptz: "time"
};
function familyOf({ name, array }) {
  return `${FAMILIES[name] ?? name}${array ? "[]" : ""}`;
}

// src/rules/rename-in-rolling-deploy/enum-value-added/rule.ts
var rule106 = statementRule({
  id: "enum-value-added",
  mode: "rename-in-rolling-deploy",
  on: ["AlterEnumStmt"],
  detect: (step) => {
    const body = nodeIf(step, "AlterEnumStmt");
    if (body?.newVal === void 0 || body.oldVal !== void 0 || step.effects.fails !== null) return [];
    const type = keyAt(step, step.before.types, texts(body.typeName));
    if (step.before.types.get(type)?.set === step.set) return [];
    return [{ severity: "note", at: at(step), alsoModes: ["destructive-rollback"], type, value: body.newVal }];
  },
  describe: ({ type, value }) => ({
    title: `${shortName(type)} keeps its new value for good`,
    message: `No table is locked. Old code that lists the values of ${code(shortName(type))} does not know ${code(literal2(value))}: write it only once every reader does. Postgres cannot drop a value again.`,
    fix: ""
  })
});

// src/rules/rename-in-rolling-deploy/function-contract-changed/rule.ts
var rule107 = statementRule({
  id: "function-contract-changed",
  mode: "rename-in-rolling-deploy",
  on: ["CreateFunctionStmt", "AlterFunctionStmt"],
  detect: (step) => {
    const body = nodeIf(step, "CreateFunctionStmt");
    const name = body === null ? nameOfAltered(step) : texts(body.funcname);
    if (name === null || step.effects.fails !== null) return [];
    const known2 = step.before.routines.get(keyAt(step, step.before.routines, name));
    if (known2?.set === step.set || body !== null && known2 === void 0) return [];
    const change2 = body === null ? alteredIn(step) : known2 === void 0 ? null : changeOf3(body, known2);
    if (change2 === null) return [];
    const called = name.at(-1) ?? "";
    return [{ severity: "caution", at: at(step), name: name.map(identifier).join("."), called, change: change2 }];
  },
  describe: ({ name, change: change2 }) => ({
    title: `Code that calls ${name}() meets another function`,
    message: `${change2} Code that was released before calls ${code(`${name}()`)} as it was, and runs until the deploy is done.`,
    fix: sql(
      comment2(`1. make the new function under a name of its own beside ${name}`),
      "-- 2. release code that calls it",
      comment2(`3. drop ${name} once nothing calls it`)
    )
  }),
  boxes: (match) => whenAsked(
    match,
    fitsCode(
      `Every call of ${code(`${match.name}()`)} works with the function before and with the one after`,
      statementsNaming(match.called)
    )
  )
});
function nameOfAltered(step) {
  const body = nodeIf(step, "AlterFunctionStmt");
  return body === null ? null : texts(body.func?.objname);
}
function changeOf3(body, known2) {
  const name = code(`${nameParts({ List: { items: body.funcname ?? [] } }).join(".")}()`);
  const optional = bodiesOf("FunctionParameter", body.parameters).some(
    ({ defexpr, mode }) => defexpr !== void 0 || mode === "FUNC_PARAM_VARIADIC"
  );
  if (body.replace !== true)
    return optional ? `A second ${name} comes beside the first, and with its optional arguments a call may fit both: Postgres then refuses it ("function is not unique").` : null;
  const now = volatilityIn(body.options) ?? "volatile";
  if (now !== known2.volatility)
    return `${name} was ${code(known2.volatility.toUpperCase())} and becomes ${code(now.toUpperCase())}: queries may be planned otherwise, and an index or a generated column needs ${code("IMMUTABLE")}.`;
  return optional ? `${code("OR REPLACE")} replaces only a function with exactly these arguments. With one more that is optional, a second ${name} comes beside the first, and a call that fits both is refused ("function is not unique").` : null;
}
function alteredIn(step) {
  const options = bodiesOf("DefElem", nodeIf(step, "AlterFunctionStmt")?.actions);
  const changes2 = options.flatMap(({ defname = "", arg }) => wordsOf3(defname, arg));
  return changes2.length === 0 ? null : `It ${changes2.join(", and ")}.`;
}
function wordsOf3(option, arg) {
  switch (option) {
    case "volatility":
      return [`becomes ${code(text(arg).toUpperCase())}`];
    case "security":
      return [
        bodyOf("Boolean", arg)?.boolval === true ? "runs with the rights of its owner (SECURITY DEFINER)" : "runs with the rights of whoever calls it"
      ];
    case "strict":
      return [
        bodyOf("Boolean", arg)?.boolval === true ? "returns NULL for any NULL argument" : "is called with NULL arguments as well"
      ];
    case "set":
      return ["runs with other settings, such as another search_path"];
    default:
      return [];
  }
}
function volatilityIn(options) {
  const option = bodiesOf("DefElem", options).find(({ defname }) => defname === "volatility");
  return option === void 0 ? null : text(option.arg);
}

// src/rules/rename-in-rolling-deploy/generated-always-rejects-writes/rule.ts
var rule108 = statementRule({
  id: "generated-always-rejects-writes",
  mode: "rename-in-rolling-deploy",
  on: ["AT_SetIdentity", "AT_AddIdentity"],
  detect: (step) => alteredParts(step, "AT_SetIdentity", "AT_AddIdentity").flatMap(({ cmd, part, table: table3 }) => {
    const column = cmd.name ?? "";
    if (!becomesAlways(cmd) || !isOthersColumn(step, table3, column)) return [];
    return [
      { severity: "caution", at: at(step, part), step, table: table3, column, identity: cmd.subtype === "AT_SetIdentity" }
    ];
  }),
  describe: ({ step, table: table3, column, identity }) => ({
    title: `INSERTs that give ${identifier(column)} of ${shortName(table3)} a value fail`,
    message: `With ${code("GENERATED ALWAYS")} Postgres refuses every INSERT and UPDATE that gives ${code(identifier(column))} of ${table2(table3)} a value of its own, unless it says OVERRIDING SYSTEM VALUE: old code, imports and fixtures that do so fail. The statement ${lockClause(step, table3)} until the transaction ends.`,
    fix: sql(
      "-- numbers are given where none is written, and a written one is taken:",
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(table3)} ALTER COLUMN ${identifier(column)} ${identity ? "SET GENERATED BY DEFAULT" : "ADD GENERATED BY DEFAULT AS IDENTITY"};`
    )
  }),
  boxes: (match) => whenAsked(
    match,
    fitsCode(
      `No INSERT, UPDATE or import gives ${code(identifier(match.column))} of ${table2(match.table)} a value of its own`,
      statementsNaming(splitName(match.table).name, "insert|update|merge|copy")
    )
  )
});
function becomesAlways({ def }) {
  if (bodyOf("Constraint", def)?.generated_when === "a") return true;
  return bodiesOf("DefElem", [...items(def)]).some(
    ({ defname, arg }) => defname === "generated" && bodyOf("Integer", arg)?.ival === "a".charCodeAt(0)
  );
}

// src/rules/rename-in-rolling-deploy/materialized-view-emptied/rule.ts
var rule109 = statementRule({
  id: "materialized-view-emptied",
  mode: "rename-in-rolling-deploy",
  on: ["RefreshMatViewStmt"],
  detect: (step) => {
    const body = nodeIf(step, "RefreshMatViewStmt");
    if (body?.skipData !== true || step.effects.fails !== null) return [];
    const lock2 = step.effects.locks.find((one2) => one2.existing);
    return lock2 === void 0 ? [] : [{ severity: "unsafe", at: at(step), alsoModes: ["lock-queue-freeze"], step, view: lock2.relation }];
  },
  describe: ({ step, view }) => ({
    title: `Every query on ${shortName(view)} fails once it is emptied`,
    message: `${code(`${step.statement.kind} … WITH NO DATA`)} throws the rows of ${table2(view)} away. From then on every SELECT on it fails with "has not been populated" until someone refreshes it; besides, it ${lockClause(step, view)}.`,
    fix: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${shortName(view)}; -- needs a unique index on it`
  })
});

// src/rules/rename-in-rolling-deploy/not-null-dropped/rule.ts
var rule110 = statementRule({
  id: "not-null-dropped",
  mode: "rename-in-rolling-deploy",
  on: ["AT_DropNotNull"],
  detect: (step) => alteredParts(step, "AT_DropNotNull").flatMap(({ cmd, part, table: table3 }) => {
    const column = cmd.name ?? "";
    const wasNull = step.before.relations.get(table3)?.columns.get(column)?.notNull === false;
    if (wasNull || !isOthersColumn(step, table3, column)) return [];
    return [{ severity: "note", at: at(step, part), alsoModes: ["destructive-rollback"], step, table: table3, column }];
  }),
  describe: ({ table: table3, column }) => ({
    title: `${identifier(column)} of ${shortName(table3)} may be NULL from now on`,
    message: `Old code reads ${code(identifier(column))} of ${table2(table3)} as a value that is always there; a NULL that new code writes may break it. Going back needs every NULL filled first.`,
    fix: ""
  })
});

// src/rules/rename-in-rolling-deploy/compatible-view.ts
function compatibleView(step, oldName2, { stepsInTransaction }) {
  const transaction2 = step.session.transaction?.number;
  if (transaction2 === void 0) return null;
  const later = (stepsInTransaction.get(transaction2) ?? []).filter(({ index }) => index > step.index);
  return later.find((one2) => rangeAt(one2, nodeIf(one2, "ViewStmt")?.view) === oldName2 && nodeIf(one2, "ViewStmt") !== null) ?? null;
}

// src/rules/rename-in-rolling-deploy/relation-moved-to-schema/rule.ts
var rule111 = statementRule({
  id: "relation-moved-to-schema",
  mode: "rename-in-rolling-deploy",
  on: ["AlterObjectSchemaStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "AlterObjectSchemaStmt");
    const name = step.effects.fails === null ? movedName(step) : null;
    if (body === null || name === null) return [];
    const queried = body.relation !== void 0 && body.objectType !== "OBJECT_SEQUENCE";
    const view = queried ? compatibleView(step, name, changeset) : null;
    const severity = view === null ? "unsafe" : "note";
    return [
      {
        severity,
        at: at(step),
        related: view === null ? [] : [view],
        step,
        name,
        schema: body.newschema ?? "",
        queried
      }
    ];
  },
  describe: (match) => ({
    title: match.severity === "note" ? `${shortName(match.name)} lives on as a view` : `Moving ${shortName(match.name)} to another schema breaks the code that is running`,
    message: messageOf21(match),
    fix: match.severity === "note" ? "" : withView(match)
  })
});
function movedName(step) {
  const body = nodeIf(step, "AlterObjectSchemaStmt");
  if (body === null) return null;
  if (body.relation !== void 0) {
    const name = rangeAt(step, body.relation);
    return isOthers(step, name) ? name : null;
  }
  const { before, set: set2 } = step;
  const known2 = body.objectType === "OBJECT_TYPE" || body.objectType === "OBJECT_DOMAIN" ? before.types : before.routines;
  const key = keyAt(step, known2, nameParts(body.object));
  if (known2.get(key)?.set === set2) return null;
  return body.objectType === "OBJECT_EXTENSION" ? identifier(nameParts(body.object).at(-1) ?? "") : key || objectAt(step, body.object);
}
function messageOf21({ step, name, schema, severity }) {
  const moved2 = code(shortName(name));
  const lock2 = step.effects.locks.find(({ existing: existing2 }) => existing2);
  const locked2 = lock2 === void 0 ? "" : ` The statement ${lockClause(step, lock2.relation)} until the transaction ends.`;
  if (severity === "note")
    return `Old code reads and writes ${moved2} through the view of that name; drop the view once no running version uses it.${locked2}`;
  return `From the commit on ${moved2} is found only where ${code(identifier(schema))} is named or on the search_path; old code in a rolling deploy, functions and roles with another search_path fail.${locked2}`;
}
function withView({ name, schema, queried, step }) {
  if (!queried)
    return sql(
      comment2(`1. make the same in ${identifier(schema)}`),
      "-- 2. release code that uses it there",
      comment2(`3. drop ${shortName(name)} once nothing names it`)
    );
  const moved2 = relationName(schema, splitName(name).name);
  return sql(
    "-- 1. one transaction: the old name stays, as a view that can be read and written",
    "BEGIN;",
    "SET LOCAL lock_timeout = '2s';",
    asWritten(step),
    `CREATE VIEW ${shortName(name)} AS SELECT * FROM ${moved2};`,
    "COMMIT;",
    comment2(`2. next release: the code uses ${moved2}`),
    comment2(`3. the release after that: DROP VIEW ${shortName(name)};`)
  );
}

// src/rules/rename-in-rolling-deploy/rename-column/rule.ts
var rule112 = statementRule({
  id: "rename-column",
  mode: "rename-in-rolling-deploy",
  on: ["RenameStmt"],
  detect: (step) => {
    const body = nodeIf(step, "RenameStmt");
    if (body?.renameType !== "OBJECT_COLUMN" || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, body.relation);
    const from2 = body.subname ?? "";
    if (!isOthersColumn(step, table3, from2)) return [];
    return [
      { severity: "unsafe", at: at(step), alsoModes: ["lock-queue-freeze"], step, table: table3, from: from2, to: body.newname ?? "" }
    ];
  },
  describe: (match) => ({
    title: `Renaming ${identifier(match.from)} of ${shortName(match.table)} breaks the code that is running`,
    message: messageOf22(match),
    fix: isView(match) ? onView(match) : expandAndContract(match)
  })
});
function messageOf22({ step, table: table3, from: from2, to }) {
  return `From the commit on, every query that says ${code(identifier(from2))} of ${table2(table3)} fails with "column does not exist", and old and new code run side by side during a rolling deploy: whichever is first, one of them knows only the other name (${code(identifier(to))}). The statement ${lockClause(step, table3)} until the transaction ends.`;
}
function isView({ step, table: table3 }) {
  return step.before.relations.get(table3)?.kind.endsWith("view") === true;
}
function expandAndContract({ step, table: table3, from: from2, to }) {
  const name = shortName(table3);
  const [before, after] = [identifier(from2), identifier(to)];
  const column = step.before.relations.get(table3)?.columns.get(from2);
  const type = column?.type ?? null;
  return sql(
    "-- 1. in this release: the new column beside the old one; the code writes both and reads the old one",
    "SET lock_timeout = '2s';",
    ...type === null ? [comment2(`with the type that ${before} has, which is not known here`)] : [],
    `ALTER TABLE ${name} ADD COLUMN ${after} ${type === null ? "text" : typeWords(type)};`,
    "-- 2. then, in a migration of its own: the old rows, in batches",
    shrinkingLoop(
      `UPDATE ${name} SET ${after} = ${before} WHERE ${batchOf(table3, `${after} IS DISTINCT FROM ${before}`)};`,
      step.version
    ),
    ...column?.notNull === true ? [comment2(`and ${after} NOT NULL: CHECK (${after} IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL`)] : [],
    comment2(`3. next release: the code uses ${after} alone`),
    comment2(`4. the release after that, with a backup: ALTER TABLE ${name} DROP COLUMN ${before};`)
  );
}
function onView({ table: table3, from: from2, to }) {
  return sql(
    comment2(`1. make a second view beside ${shortName(table3)} that calls the column ${identifier(to)}`),
    "-- 2. release code that uses the second view",
    comment2(`3. drop ${shortName(table3)} once no running version names ${identifier(from2)}`)
  );
}

// src/rules/rename-in-rolling-deploy/rename-enum-value/rule.ts
var rule113 = statementRule({
  id: "rename-enum-value",
  mode: "rename-in-rolling-deploy",
  on: ["AlterEnumStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "AlterEnumStmt");
    if (body?.oldVal === void 0 || step.effects.fails !== null) return [];
    const type = keyAt(step, step.before.types, texts(body.typeName));
    if (step.before.types.get(type)?.set === step.set || isNewValue(step, type, body.oldVal, changeset)) return [];
    return [{ severity: "unsafe", at: at(step), step, type, from: body.oldVal, to: body.newVal ?? "" }];
  },
  describe: ({ step, type, from: from2, to }) => ({
    title: `Renaming a value of ${shortName(type)} breaks the code that is running`,
    message: `From the commit on ${code(literal2(from2))} is no value of ${code(shortName(type))}: old code that writes or compares it fails with "invalid input value for enum", and reads ${code(literal2(to))}, which it does not know.`,
    fix: beside3(step, type, from2, to)
  })
});
function isNewValue(step, type, value, { stepsInSet }) {
  return (stepsInSet.get(step.set) ?? []).some((one2) => {
    const body = nodeIf(one2, "AlterEnumStmt");
    if (body === null || one2.index >= step.index || body.oldVal !== void 0 || body.newVal !== value) return false;
    return keyAt(one2, one2.before.types, texts(body.typeName)) === type;
  });
}
function beside3({ before, version }, type, from2, to) {
  const columns = [...before.relations.values()].flatMap(
    (relation) => [...relation.columns.values()].filter((column) => column.type?.name === type && !column.type.array).map(({ name }) => [relation.name, identifier(name)])
  );
  return sql(
    "-- 1. the new value beside the old one, in a migration of its own",
    `ALTER TYPE ${shortName(type)} ADD VALUE IF NOT EXISTS ${literal2(to)} AFTER ${literal2(from2)};`,
    "-- 2. release code that reads both values and writes the new one",
    "-- 3. then the old rows, in a migration of its own:",
    ...columns.map(
      ([table3, column]) => shrinkingLoop(
        `UPDATE ${shortName(table3)} SET ${column} = ${literal2(to)} WHERE ${batchOf(table3, `${column} = ${literal2(from2)}`)};`,
        version
      )
    ),
    comment2(`4. ${literal2(from2)} stays in the type, unused: Postgres cannot drop a value`)
  );
}

// src/rules/rename-in-rolling-deploy/rename-other-object/rule.ts
var USED_BY_NAME = {
  OBJECT_SCHEMA: "schema",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_ROUTINE: "routine",
  OBJECT_AGGREGATE: "aggregate",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_ATTRIBUTE: "attribute",
  OBJECT_DATABASE: "database",
  OBJECT_ROLE: "role",
  OBJECT_PUBLICATION: "publication",
  OBJECT_FOREIGN_SERVER: "server"
};
var SELDOM_NAMED = {
  OBJECT_INDEX: "index",
  OBJECT_TABCONSTRAINT: "constraint",
  OBJECT_DOMCONSTRAINT: "constraint",
  OBJECT_TRIGGER: "trigger",
  OBJECT_POLICY: "policy",
  OBJECT_RULE: "rule"
};
var rule114 = statementRule({
  id: "rename-other-object",
  mode: "rename-in-rolling-deploy",
  on: ["RenameStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "RenameStmt");
    if (body?.renameType === void 0 || step.effects.fails !== null || !isExisting2(step, body)) return [];
    const used = USED_BY_NAME[body.renameType];
    const kind = used ?? SELDOM_NAMED[body.renameType];
    if (kind === void 0) return [];
    const isKept2 = kind.endsWith("view") && compatibleView(step, rangeAt(step, body.relation), changeset) !== null;
    const to = identifier(body.newname ?? "");
    return [
      {
        severity: used === void 0 || isKept2 ? "note" : "unsafe",
        at: at(step),
        step,
        kind,
        from: oldName(step, body),
        to
      }
    ];
  },
  describe: (match) => ({
    title: match.severity === "note" ? `The ${match.kind} ${match.from} gets another name` : `Renaming the ${match.kind} ${match.from} breaks what knows it by that name`,
    message: messageOf23(match),
    fix: match.severity === "note" ? "" : fixOf7(match)
  })
});
function isExisting2(step, body) {
  const { before, set: set2 } = step;
  switch (body.renameType) {
    case "OBJECT_SCHEMA":
      return before.schemas.get(body.subname ?? "") !== set2;
    case "OBJECT_ATTRIBUTE":
      return isOthersColumn(step, rangeAt(step, body.relation), body.subname ?? "");
    case "OBJECT_INDEX":
      return before.indexes.get(rangeAt(step, body.relation))?.set !== set2;
    case "OBJECT_TABCONSTRAINT": {
      const table3 = rangeAt(step, body.relation);
      return isOthers(step, table3) && before.relations.get(table3)?.constraints.get(body.subname ?? "")?.set !== set2;
    }
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return before.types.get(keyAt(step, before.types, nameParts(body.object)))?.set !== set2;
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
      return before.routines.get(keyAt(step, before.routines, nameParts(body.object)))?.set !== set2;
    default:
      return body.relation === void 0 || isOthers(step, rangeAt(step, body.relation));
  }
}
function oldName(step, { subname, relation, object }) {
  if (subname !== void 0 && relation !== void 0)
    return `${identifier(subname)} of ${shortName(rangeAt(step, relation))}`;
  if (subname !== void 0) return identifier(subname);
  return relation === void 0 ? nameParts(object).map(identifier).join(".") : shortName(rangeAt(step, relation));
}
function messageOf23({ step, kind, from: from2, to, severity }) {
  const lock2 = step.effects.locks.find(({ existing: existing2 }) => existing2);
  const locked2 = lock2 === void 0 ? "" : ` The statement ${lockClause(step, lock2.relation)} until the transaction ends.`;
  if (severity === "note" && kind.endsWith("view"))
    return `The ${code(`${kind} ${from2}`)} is called ${code(to)} from now on, and old code finds a view of the old name before the transaction ends.${locked2}`;
  if (severity === "note")
    return `The ${code(`${kind} ${from2}`)} is called ${code(to)} from now on. Queries name it only in ON CONFLICT ON CONSTRAINT, in hints or in error handling.${locked2}`;
  return `From the commit on, whatever names the ${code(`${kind} ${from2}`)} fails until it knows ${code(to)}: old code in a rolling deploy, functions with a body in quotes, scripts and other services.${locked2}`;
}
function fixOf7({ kind, from: from2, to }) {
  if (kind === "view") {
    return sql(
      "-- 1. a view of the new name beside the old one",
      `CREATE VIEW ${to} AS SELECT * FROM ${from2};`,
      comment2(`2. next release: the code uses ${to}`),
      comment2(`3. the release after that: drop ${from2}`)
    );
  }
  return sql(
    comment2(`1. make a second ${kind} named ${to} beside ${from2}`),
    comment2(`2. release code that uses ${to}`),
    comment2(`3. drop ${from2} once nothing names it`)
  );
}

// src/rules/rename-in-rolling-deploy/rename-table/rule.ts
var rule115 = statementRule({
  id: "rename-table",
  mode: "rename-in-rolling-deploy",
  on: ["RenameStmt"],
  detect: (step, changeset) => {
    const body = nodeIf(step, "RenameStmt");
    if (body === null || body.renameType !== "OBJECT_TABLE" && body.renameType !== "OBJECT_FOREIGN_TABLE") return [];
    const table3 = rangeAt(step, body.relation);
    if (!isOthers(step, table3) || step.effects.fails !== null) return [];
    const view = compatibleView(step, table3, changeset);
    const related = view === null ? [] : [view];
    const severity = view === null ? "unsafe" : "note";
    return [
      {
        severity,
        at: at(step),
        alsoModes: ["lock-queue-freeze"],
        related,
        step,
        table: table3,
        to: body.newname ?? "",
        hasView: view !== null
      }
    ];
  },
  describe: (match) => ({
    title: match.hasView ? `${shortName(match.table)} lives on as a view` : `Renaming ${shortName(match.table)} breaks the code that is running`,
    message: messageOf24(match),
    fix: match.hasView ? "" : withView2(match)
  })
});
function messageOf24({ step, table: table3, to, hasView }) {
  if (hasView) {
    return `Old code reads and writes ${table2(table3)} through the view of that name. ${code("TRUNCATE")}, foreign keys and changes of the table need the new name ${code(identifier(to))}; drop the view once no running version uses it.`;
  }
  return `From the commit on, every query on ${table2(table3)} fails with "relation does not exist", while old code that knows only this name still runs in a rolling deploy. The statement ${lockClause(step, table3)} until the transaction ends.`;
}
function withView2({ table: table3, to }) {
  const renamed = shortName(relationName(splitName(table3).schema, to));
  return sql(
    "-- 1. one transaction: the old name stays, as a view that can be read and written",
    "BEGIN;",
    "SET LOCAL lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table3)} RENAME TO ${identifier(to)};`,
    `CREATE VIEW ${shortName(table3)} AS SELECT * FROM ${renamed};`,
    "COMMIT;",
    comment2(`2. next release: the code uses ${renamed}`),
    comment2(`3. the release after that: DROP VIEW ${shortName(table3)};`)
  );
}

// src/rules/rename-in-rolling-deploy/row-security-without-policy/rule.ts
var rule116 = statementRule({
  id: "row-security-without-policy",
  mode: "rename-in-rolling-deploy",
  on: ["AT_EnableRowSecurity"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return step.statement.parts.flatMap((_span, part) => {
      if (subcommandAt(step, part)?.subtype !== "AT_EnableRowSecurity") return [];
      const relation = alteredTable(step);
      const known2 = step.before.relations.get(relation);
      if (known2?.set === step.set || hasPolicy(step, changeset, relation)) return [];
      const certain = known2?.complete === true;
      return [
        {
          severity: certain ? "unsafe" : "caution",
          at: at(step, part),
          alsoModes: ["lock-queue-freeze"],
          step,
          relation,
          certain
        }
      ];
    });
  },
  describe: ({ step, relation, certain }) => ({
    title: `Without a policy ${shortName(relation)} looks empty to everyone but its owner`,
    message: `Once row level security is on, a table with no policy shows no row to anybody but its owner, takes no new one, and raises no error. ${code(step.statement.kind)} ${lockClause(step, relation)} meanwhile.${certain ? "" : ` Nobody has shown us the policies of ${table2(relation)}: give \`schema\` to settle it.`}`,
    fix: sql(
      "-- first, with the condition under which a row may be seen and written:",
      `CREATE POLICY ${identifier("everyone")} ON ${shortName(relation)} USING (true);`,
      "-- and then:",
      `ALTER TABLE ${shortName(relation)} ENABLE ROW LEVEL SECURITY;`
    )
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `A policy of ${table2(match.relation)} lets the application see and write its rows`,
      policiesOf(match.relation)
    )
  )
});
function hasPolicy(step, changeset, relation) {
  const states = [step.before, ...(changeset.stepsInSet.get(step.set) ?? []).map(({ after }) => after)];
  return states.some((catalog) => (catalog.relations.get(relation)?.policies ?? []).length > 0);
}
function policiesOf(relation) {
  const { schema, name } = splitName(relation);
  return `SELECT policyname, roles, cmd FROM pg_policies WHERE schemaname = ${literal2(schema)} AND tablename = ${literal2(name)};`;
}

// src/rules/rename-in-rolling-deploy/row-visibility-changed/rule.ts
var rule117 = statementRule({
  id: "row-visibility-changed",
  mode: "rename-in-rolling-deploy",
  on: ["DropStmt", "CreatePolicyStmt", "AlterPolicyStmt", "AT_DisableRowSecurity", "AT_ForceRowSecurity"],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return changesOf(step).flatMap((change2) => {
      if (!isOthers(step, change2.relation) || isNewPolicy(step, change2, changeset)) return [];
      const severity = change2.kind === "dropped" && isMadeAgain2(step, change2, changeset) ? "note" : "caution";
      return [{ severity, at: at(step, change2.part), alsoModes: ["lock-queue-freeze"], step, change: change2 }];
    });
  },
  describe: ({ step, change: change2 }) => ({
    title: `Other rows of ${shortName(change2.relation)} are seen from now on`,
    message: `${WHAT[change2.kind](change2)}. From the commit on running code sees and writes other rows than before, without an error. ${code(step.statement.kind)} ${lockClause(step, change2.relation)} until the transaction ends.`,
    fix: ""
  }),
  boxes: ({ severity, change: change2 }) => severity === "note" ? [] : [
    {
      phase: "before",
      text: `Old and new code both work with the rows of ${table2(change2.relation)} that each role sees afterwards`,
      sql: ""
    }
  ]
});
var WHAT = {
  dropped: ({ policy: policy2 }) => `Rows that only ${code(identifier(policy2))} let through are hidden, and with the last policy all of them are; a restrictive one hides nothing any more`,
  altered: ({ policy: policy2 }) => `Which rows ${code(identifier(policy2))} lets through is decided anew`,
  narrowed: ({ policy: policy2 }) => `${code(identifier(policy2))} is restrictive: it hides rows that were seen before`,
  off: ({ relation }) => `Without row level security whoever may read ${table2(relation)} sees every row`,
  forced: ({ relation }) => `The owner of ${table2(relation)}, which is often the role of the application, comes under the policies too`
};
function changesOf(step) {
  const made = nodeIf(step, "CreatePolicyStmt");
  if (made !== null && made.permissive !== true)
    return [{ relation: rangeAt(step, made.table), kind: "narrowed", policy: made.policy_name ?? "", part: null }];
  const altered2 = nodeIf(step, "AlterPolicyStmt");
  if (altered2 !== null)
    return [{ relation: rangeAt(step, altered2.table), kind: "altered", policy: altered2.policy_name ?? "", part: null }];
  return [...dropsOf2(step), ...switchesOf(step)];
}
function dropsOf2(step) {
  const body = nodeIf(step, "DropStmt");
  if (body?.removeType !== "OBJECT_POLICY") return [];
  return (body.objects ?? []).flatMap((object) => {
    const parts2 = nameParts(object);
    const policy2 = parts2.at(-1) ?? "";
    const relation = resolveParts(step.before, effective(step.session).searchPath, parts2.slice(0, -1));
    return step.effects.locks.length === 0 ? [] : [{ relation, kind: "dropped", policy: policy2, part: null }];
  });
}
function switchesOf(step) {
  const body = nodeIf(step, "AlterTableStmt");
  if (body === null) return [];
  const relation = rangeAt(step, body.relation);
  return bodiesOf("AlterTableCmd", body.cmds).flatMap(({ subtype }, part) => {
    if (subtype === "AT_DisableRowSecurity") return [{ relation, kind: "off", policy: "", part }];
    return subtype === "AT_ForceRowSecurity" ? [{ relation, kind: "forced", policy: "", part }] : [];
  });
}
function isNewPolicy(step, { relation, policy: policy2 }, { stepsInSet }) {
  return policy2 !== "" && (stepsInSet.get(step.set) ?? []).some((one2) => one2.index < step.index && makes2(one2, relation, policy2));
}
function isMadeAgain2(step, { relation, policy: policy2 }, { stepsInTransaction }) {
  const number = step.session.transaction?.number;
  const together2 = number === void 0 ? [] : stepsInTransaction.get(number) ?? [];
  return together2.some((one2) => one2.index > step.index && makes2(one2, relation, policy2));
}
function makes2(step, relation, policy2) {
  const body = nodeIf(step, "CreatePolicyStmt");
  return body !== null && body.policy_name === policy2 && rangeAt(step, body.table) === relation;
}

// src/rules/rename-in-rolling-deploy/trigger-or-policy-added/rule.ts
var rule118 = statementRule({
  id: "trigger-or-policy-added",
  mode: "rename-in-rolling-deploy",
  on: ["CreateTrigStmt", "CreatePolicyStmt"],
  detect: (step) => {
    const made = madeBy(step);
    if (made === null || step.effects.fails !== null) return [];
    const table3 = rangeAt(step, made.range);
    return isOthers(step, table3) ? [{ severity: "note", at: at(step), kind: made.kind, name: made.name, table: table3 }] : [];
  },
  describe: ({ kind, name, table: table3 }) => ({
    title: `Old code meets the ${kind} ${identifier(name)} of ${shortName(table3)}`,
    message: `From the commit on the ${kind} ${code(identifier(name))} of ${table2(table3)} ${WORDS4[kind]}, also for code that was released before and still runs.`,
    fix: ""
  })
});
var WORDS4 = {
  trigger: "runs with the statements that it is for, may change or refuse them, and makes them slower",
  policy: "decides which rows are seen and written, where row level security is on"
};
function madeBy({ statement: { node } }) {
  switch (node.tag) {
    case "CreateTrigStmt":
      return { kind: "trigger", name: node.body.trigname ?? "", range: node.body.relation };
    case "CreatePolicyStmt":
      return { kind: "policy", name: node.body.policy_name ?? "", range: node.body.table };
    default:
      return null;
  }
}

// src/rules/not-read/unreadable-migration/rule.ts
var rule119 = changesetRule({
  id: "unreadable-migration",
  mode: null,
  detect: ({ migrations, unread, onUnscannable }) => [
    ...migrations.flatMap(
      (migration) => migration.pieces.flatMap((piece) => {
        if (piece.readable) return [];
        const at2 = { kind: "piece", migration, index: piece.index };
        return [{ severity: "unsafe", at: at2, kind: "syntax", path: migration.path, why: piece.why }];
      })
    ),
    ...unread.map(({ path, why, kind }) => {
      const at2 = path === null ? { kind: "changeset" } : { kind: "file", path };
      return { severity: kind === "code" || onUnscannable === "warn" ? "caution" : "unsafe", at: at2, kind, path, why };
    })
  ],
  describe: ({ kind, path, why }) => ({
    title: kind === "syntax" ? "This statement cannot be read" : `${path ?? "The list of changed files"} was not judged`,
    message: messageOf25(kind, why),
    fix: ""
  }),
  boxes: (match) => whenAsked(
    match,
    box(
      "before",
      `A person who knows Postgres has reviewed the SQL that ${code(match.path ?? "the rest of the change")} runs`
    )
  )
});
function messageOf25(kind, why) {
  if (kind === "syntax")
    return `Postgres's own parser refuses it: ${code(why)}. What it would do is unknown, and unknown is not safe.`;
  if (kind === "code") return `It is ${why}: have a person who knows Postgres review the SQL that it runs.`;
  return `It could not be judged: ${why}. What it would do is unknown, and unknown is not safe.`;
}

// src/rules/index.ts
var RULES = [
  rule,
  rule2,
  rule3,
  rule4,
  rule5,
  rule6,
  rule7,
  rule8,
  rule9,
  rule10,
  rule11,
  rule12,
  rule13,
  rule14,
  rule15,
  rule16,
  rule17,
  rule18,
  rule19,
  rule20,
  rule21,
  rule22,
  rule23,
  rule24,
  rule25,
  rule26,
  rule27,
  rule28,
  rule29,
  rule30,
  rule31,
  rule32,
  rule33,
  rule34,
  rule35,
  rule36,
  rule37,
  rule38,
  rule39,
  rule40,
  rule41,
  rule42,
  rule43,
  rule44,
  rule45,
  rule46,
  rule47,
  rule48,
  rule49,
  rule50,
  rule51,
  rule52,
  rule53,
  rule54,
  rule55,
  rule56,
  rule57,
  rule58,
  rule59,
  rule60,
  rule61,
  rule62,
  rule63,
  rule64,
  rule65,
  rule66,
  rule67,
  rule68,
  rule69,
  rule70,
  rule71,
  rule72,
  rule73,
  rule74,
  rule75,
  rule76,
  rule77,
  rule78,
  rule79,
  rule80,
  rule81,
  rule82,
  rule83,
  rule84,
  rule85,
  rule86,
  rule87,
  rule88,
  rule89,
  rule90,
  rule91,
  rule92,
  rule93,
  rule94,
  rule95,
  rule96,
  rule97,
  rule98,
  rule99,
  rule100,
  rule101,
  rule102,
  rule103,
  rule104,
  rule105,
  rule106,
  rule107,
  rule108,
  rule109,
  rule110,
  rule111,
  rule112,
  rule113,
  rule114,
  rule115,
  rule116,
  rule117,
  rule118,
  rule119
];

// src/rules/undone.ts
var NEEDS_COMMIT = /* @__PURE__ */ new Set(["destructive-rollback", "rename-in-rolling-deploy"]);
function withoutUndone(judgements, changeset) {
  if (!(changeset.stepsWith.get("TransactionStmt") ?? []).some(rollsBack)) return judgements;
  return judgements.flatMap((judgement) => {
    if (judgement.at.kind !== "statement" || !isUndone(judgement.at.step, changeset)) return [judgement];
    if (judgement.mode !== null && NEEDS_COMMIT.has(judgement.mode)) return [];
    return [{ ...judgement, alsoModes: (judgement.alsoModes ?? []).filter((mode) => !NEEDS_COMMIT.has(mode)) }];
  });
}
function isUndone(step, { stepsInTransaction }) {
  const last = stepsInTransaction.get(transactionNumber(step.session))?.at(-1);
  return step.session.transaction !== null && last !== void 0 && rollsBack(last);
}
function rollsBack({ statement: { node }, session }) {
  return node.tag === "TransactionStmt" && node.body.kind === "TRANS_STMT_ROLLBACK" && session.transaction !== null;
}

// src/catalog/forget.ts
function forgetRelation(catalog, name) {
  const relation = catalog.relations.get(name);
  return relation === void 0 ? catalog : withRelation(catalog, forgotten(relation));
}
function forgetAll(catalog) {
  const { types, routines } = catalog;
  return {
    ...catalog,
    relations: catalog.relations.map(forgotten),
    types: types.filter(() => false),
    routines: routines.filter(() => false)
  };
}
function forgetNamed(catalog, isNamed2) {
  let after = catalog;
  for (const [name, { table: table3 }] of catalog.indexes)
    if (isNamed2(splitName(name).name)) after = forgetRelation(after, table3);
  for (const name of catalog.relations.keys()) if (isNamed2(splitName(name).name)) after = forgetRelation(after, name);
  const isOther = (_, name) => !isNamed2(splitName(name).name);
  const [types, routines] = [after.types.filter(isOther), after.routines.filter(isOther)];
  const same = types.size === after.types.size && routines.size === after.routines.size;
  return same ? after : { ...after, types, routines };
}
function stub(catalog, name) {
  return ensureNamed(catalog, name).catalog;
}
function forgotten(relation) {
  return {
    ...relation,
    complete: false,
    columns: relation.columns.map(blank2),
    constraints: relation.constraints.filter(({ kind }) => kind !== "not-null").map(unproving)
  };
}
function blank2(column) {
  const generated = column.generated === "virtual" ? null : column.generated;
  return { ...column, type: null, notNull: null, hasDefault: null, generated };
}
function unproving(constraint) {
  return constraint.kind === "check" ? { ...constraint, proves: [], expression: null } : constraint;
}

// src/sql/words.ts
function wordsOf4(text2) {
  const words4 = /* @__PURE__ */ new Set();
  for (const [word] of text2.matchAll(WORD)) words4.add(word).add(word.toLowerCase());
  return words4;
}
var WORD = /[\p{L}_][\p{L}\p{N}_$]*/gu;
function looseNames(text2) {
  const forms = /* @__PURE__ */ new Set();
  for (const word of wordsOf4(text2)) {
    const snake = word.replace(new RegExp("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", "gu"), "_").toLowerCase();
    for (const form of [snake, `${snake}s`, `${snake}es`, snake.replace(/y$/, "ies")]) forms.add(form);
  }
  return (table3) => {
    const parts2 = table3.toLowerCase().split("_");
    return parts2.some((_, at2) => forms.has(parts2.slice(at2).join("_")));
  };
}
function madeTables(text2) {
  return [...text2.matchAll(MADE)].map(([, name = ""]) => name.split(".").map(unquoted3));
}
var MADE = /\bcreate[\s_]{0,9}table(?![a-z])[\s(:'"`]{0,9}(?:if\s{1,9}not\s{1,9}exists\s{1,9})?((?:["`]?[\p{L}_][\p{L}\p{N}_$]*["`]?\.)?["`]?[\p{L}_][\p{L}\p{N}_$]*)/giu;
function unquoted3(part) {
  return /^["`]/.test(part) ? part.slice(1).replace(/["`]$/, "") : part.replace(/["`]$/, "").toLowerCase();
}

// src/schema-before.ts
function schemaBefore({ schema, schemaProblem, settings }, tools, onFile) {
  let catalog = EMPTY_CATALOG;
  const notUnderstood = [];
  for (const text2 of schema) {
    if (text2.kind === "dump" || text2.kind === "migration") onFile(text2.path);
    const { after, understood } = replayed(catalog, text2, { version: settings.postgresVersion, tools });
    catalog = after;
    if (!understood) notUnderstood.push(text2.path);
  }
  const dump = schema.find(({ kind: kind2 }) => kind2 === "dump");
  const migrations = schema.filter(({ kind: kind2 }) => kind2 !== "dump").length;
  const known2 = dump === void 0 ? migrations > 0 ? "migrations" : "none" : "dump";
  const kind = schemaProblem === null ? known2 : "unknown";
  return { catalog, source: { kind, path: dump?.path ?? null, migrations, notUnderstood, problem: schemaProblem } };
}
function replayed(before, text2, runner) {
  switch (text2.kind) {
    case "dump":
    case "migration":
      return run(before, text2, runner);
    case "names":
      return { after: forgetMentioned(before, text2.text), understood: false };
    case "unread":
      return { after: forgetAll(before), understood: false };
  }
}
function run(before, text2, { version, tools }) {
  const parsed = parseSource(text2.text);
  let understood = true;
  const after = (catalog, piece, { path }) => {
    const sql2 = parsed.sql.slice(piece.span.start, piece.span.end);
    if (isUnderstood(piece, sql2, catalog, version)) return catalog;
    understood = false;
    const named3 = withStubs(forgetWords(catalog, sql2), sql2, (parts2) => newName(path, parts2));
    return named3 === catalog && mayChangeAny(sql2) ? forgetAll(catalog) : named3;
  };
  return { after: applyPieces(before, parsed.sql, piecesUp(text2, parsed, tools), after), understood };
}
function piecesUp({ kind, path, text: text2 }, { pieces, comments }, tools) {
  if (kind === "dump") return pieces;
  const up = sectionsOf(path, text2, comments, tools).filter(({ direction }) => direction === "up");
  return pieces.filter(({ span }) => up.some(({ start, end }) => span.start >= start && span.start < end));
}
var BY_NAME = /* @__PURE__ */ new Set([
  "AlterTableStmt",
  "AlterObjectSchemaStmt",
  "DropStmt",
  "RenameStmt"
]);
function isUnderstood(piece, sql2, catalog, version) {
  if (!piece.readable) return false;
  if (BY_NAME.has(piece.node.tag)) return !sql2.includes(PLACEHOLDER_MARK);
  return !RUNS_CODE.has(piece.node.tag) || isBodyRead(piece, sql2, catalog, version);
}
var RUNS_CODE = /* @__PURE__ */ new Set(["DoStmt", "CallStmt", "SelectStmt"]);
function isBodyRead({ node }, sql2, catalog, version) {
  const routine = calledBody(node, sql2, momentOf(catalog, NEW_SESSION, 0, version));
  if (routine === null) return true;
  if (!routine.ok) return false;
  if (node.tag === "DoStmt") return !isOpaque2(routine.items);
  return !routine.items.some(changesSchema2);
}
function isOpaque2(items2) {
  return items2.some((item) => item.kind === "opaque" || isOpaque2(inside(item) ?? []));
}
function changesSchema2(item) {
  if (item.kind === "opaque") return true;
  if (item.kind === "statement") return !OF_ROWS.has(item.statement.node.tag);
  return (inside(item) ?? []).some(changesSchema2);
}
var OF_ROWS = /* @__PURE__ */ new Set([
  "DeleteStmt",
  "InsertStmt",
  "LockStmt",
  "MergeStmt",
  "SelectStmt",
  "UpdateStmt",
  "VariableSetStmt"
]);
function forgetWords(catalog, text2) {
  const words4 = wordsOf4(text2);
  return forgetNamed(catalog, (name) => words4.has(name));
}
function mayChangeAny(sql2) {
  return /\b(?:alter\s+column|drop|rename|set\s+schema|attach|detach|inherit)\b/i.test(sql2);
}
function forgetMentioned(catalog, text2) {
  const isNamed2 = looseNames(text2);
  const after = forgetNamed(catalog, isNamed2);
  const made = withStubs(after, text2, (parts2) => newName(["public"], parts2));
  return made === catalog && madeTables(text2).length === 0 ? forgetAll(catalog) : made;
}
function withStubs(catalog, text2, nameOf5) {
  let after = catalog;
  for (const parts2 of madeTables(text2)) after = stub(after, nameOf5(parts2));
  return after;
}

// src/facet.ts
function facetsOf({ statement: { node }, effects, session, routine }) {
  const facets = [node.tag];
  if (node.tag === "AlterTableStmt") {
    for (const cmd of node.body.cmds ?? []) facets.push(bodyOf("AlterTableCmd", cmd)?.subtype ?? "AT_AddColumn");
  }
  addReasons(facets, effects.rewrites);
  addReasons(facets, effects.scans);
  addReasons(facets, effects.rebuildsIndexes);
  if (effects.fails !== null) facets.push("fails");
  if (effects.notModelled !== null) facets.push("not-modelled");
  if (routine !== null) facets.push("routine");
  if (session.transaction !== null) facets.push("in-transaction");
  return facets;
}
function addReasons(facets, touches2) {
  for (const touch2 of touches2) facets.push(touch2.because.id);
}

// src/catalog/settle.ts
function settle(catalog, madeBefore, set2) {
  let settled = catalog;
  for (const name of madeBefore) {
    const relation = settled.relations.get(name);
    if (relation?.set === set2) settled = settledRelation(settled, relation);
  }
  return settled;
}
function settledRelation(catalog, relation) {
  const columns = relation.columns.map((column) => ({ ...column, set: 0 }));
  const constraints = relation.constraints.map((constraint) => ({ ...constraint, set: 0 }));
  return withRelation(catalog, { ...relation, set: 0, columns, constraints });
}

// src/sql/body-place.ts
function placeInFile({ statement, source: source2, line }, caller, file) {
  const unknown = { span: caller, shift: null };
  if (line === null) return unknown;
  const body = tokenize(file.sql, caller.start, caller.end).findLast(
    ({ kind }) => kind === "dollar-string" || kind === "string"
  );
  if (body === void 0) return unknown;
  const start = startOfLine(file.text, body.start, line - 1);
  if (start === null || start >= body.end) return unknown;
  const written2 = source2.text.slice(statement.span.start, statement.span.end);
  const found2 = written2 === "" ? -1 : file.text.indexOf(written2, start);
  const end = endOfLine2(file.text, start);
  if (found2 < 0 || found2 >= end) return { span: trimmed(file.text, start, Math.min(end, body.end)), shift: null };
  return { span: { start: found2, end: found2 + written2.length }, shift: found2 - statement.span.start };
}
function startOfLine(text2, from2, lines) {
  let at2 = from2;
  for (let left = lines; left > 0; left -= 1) {
    const newline = text2.indexOf("\n", at2);
    if (newline < 0) return null;
    at2 = newline + 1;
  }
  return at2;
}
function endOfLine2(text2, from2) {
  const newline = text2.indexOf("\n", from2);
  return newline < 0 ? text2.length : newline;
}
function trimmed(text2, start, end) {
  const line = text2.slice(start, end);
  const blank3 = line.length - line.trimStart().length;
  return { start: start + blank3, end: start + Math.max(blank3 + 1, line.trimEnd().length) };
}

// src/section-run.ts
function startRun(schema, version) {
  return { catalog: schema, atBegin: schema, session: NEW_SESSION, open: null, steps: [], version };
}
function runSection(run2, migration, section, set2) {
  const { framework: framework28 } = migration;
  const together2 = section.transaction === "run" && section.direction === "up";
  if (!together2 || run2.open?.framework !== framework28 || run2.open.set !== set2) {
    connect(run2);
    if (section.transaction === "run" || section.transaction === "file") run2.session = begin(run2.session, false);
  }
  for (const piece of section.pieces) {
    if (!piece.readable) continue;
    if (section.transaction === "string") enterString(run2, section.alone.has(commandOf2(piece)));
    runStatement2(run2, migration, section, piece, set2);
  }
  run2.open = together2 ? { framework: framework28, set: set2 } : null;
}
function connect(run2) {
  run2.session = { ...NEW_SESSION, nextTransaction: run2.session.nextTransaction };
  if (run2.catalog.relations.some(({ temporary }) => temporary)) run2.catalog = dropSchema(run2.catalog, TEMPORARY_SCHEMA);
  run2.atBegin = run2.catalog;
}
function enterString(run2, alone4) {
  const { transaction: transaction2 } = run2.session;
  if (alone4 && transaction2?.implicit === true) run2.session = commit(run2.session);
  if (alone4 || transaction2 !== null) return;
  run2.session = begin(run2.session, false, true);
  run2.atBegin = run2.catalog;
}
function runStatement2(run2, migration, section, statement, set2) {
  const before = run2.catalog;
  const session = run2.session;
  const { span } = statement;
  const sql2 = migration.sql.slice(span.start, span.end);
  const moment = momentOf(before, session, set2, run2.version);
  const routine = calledBody(statement.node, sql2, moment);
  const effects = ofCaller(statement.node, routine, moment);
  const context = { set: set2, transaction: transactionNumber(session), path: effective(session).searchPath, sql: sql2 };
  const applied2 = effects.fails === null ? applyStatement(before, statement.node, context) : before;
  const index = run2.steps.length;
  const advanced = advance(session, statement.node, effects, index);
  const body = routine === null || effects.fails !== null ? { ran: [], catalog: applied2, session: advanced } : runRoutine(routine, momentOf(applied2, advanced, set2, run2.version), index + 1);
  run2.catalog = settle(body.catalog, migration.madeBefore, set2);
  run2.session = body.session;
  run2.steps.push({
    index,
    migration,
    section,
    statement,
    source: migration,
    sql: migration.text.slice(span.start, span.end),
    routine,
    within: null,
    set: set2,
    version: run2.version,
    before,
    after: run2.catalog,
    session,
    effects
  });
  const common2 = { migration, section, set: set2, version: run2.version };
  for (const ran of body.ran) run2.steps.push(innerStep(ran, statement, run2.steps.length, index, common2));
  if (session.transaction === null) run2.atBegin = run2.catalog;
  else if (isRollback2(statement.node)) run2.catalog = run2.atBegin;
  if (session.transaction === null && run2.session.transaction === null) {
    run2.session = { ...run2.session, nextTransaction: run2.session.nextTransaction + 1 };
  }
}
function innerStep(ran, caller, index, first, common2) {
  const { span } = ran.statement;
  return {
    ...common2,
    index,
    // The report knows the file's statements alone.
    statement: { ...ran.statement, index: caller.index },
    source: ran.source,
    sql: ran.source.text.slice(span.start, span.end),
    routine: ran.routine,
    within: { ...placeInFile(ran, caller.span, common2.migration), caller, nth: index - first, inLoop: ran.inLoop },
    before: ran.before,
    after: ran.after,
    session: ran.session,
    effects: ran.effects
  };
}
function isRollback2(node) {
  return node.tag === "TransactionStmt" && node.body.kind === "TRANS_STMT_ROLLBACK";
}

// src/timeline.ts
function timeline(migrations, schema, options) {
  const run2 = startRun(schema, options.version);
  const setOf = setNumbers(migrations, options.setPerFile);
  migrations.forEach((migration, at2) => {
    for (const section of migration.sections)
      if (section.direction === "up") runSection(run2, migration, section, setOf(at2));
  });
  for (let at2 = migrations.length - 1; at2 >= 0; at2 -= 1) {
    const migration = migrations[at2];
    for (const section of migration?.sections ?? []) {
      if (migration !== void 0 && section.direction === "down") runSection(run2, migration, section, setOf(at2));
    }
  }
  const stepsOf = grouped(run2.steps, (step) => step.migration);
  const stepsInSet = grouped(run2.steps, (step) => step.set);
  const stepsInTransaction = grouped(run2.steps, (step) => transactionNumber(step.session));
  const stepsWith2 = byFacet(run2.steps);
  return { migrations, steps: run2.steps, stepsOf, stepsInSet, stepsInTransaction, stepsWith: stepsWith2, version: options.version };
}
function setNumbers(migrations, setPerFile) {
  if (!setPerFile) return () => 1;
  const pairOf = (at2) => (migrations[at2]?.path ?? "").replace(/(^|[./_-])(?:up|down)(?=\.)/i, "$1");
  const numbers2 = /* @__PURE__ */ new Map();
  for (const at2 of migrations.keys()) if (!numbers2.has(pairOf(at2))) numbers2.set(pairOf(at2), at2 + 1);
  return (at2) => numbers2.get(pairOf(at2)) ?? 1;
}
function grouped(steps, keyOf4) {
  const groups = /* @__PURE__ */ new Map();
  for (const step of steps) {
    const group = groups.get(keyOf4(step));
    if (group === void 0) groups.set(keyOf4(step), [step]);
    else group.push(step);
  }
  return groups;
}
function byFacet(steps) {
  const found2 = /* @__PURE__ */ new Map();
  for (const step of steps) {
    for (const facet of facetsOf(step)) {
      const group = found2.get(facet);
      if (group === void 0) found2.set(facet, [step]);
      else if (group.at(-1) !== step) group.push(step);
    }
  }
  return found2;
}

// src/preflight.ts
function preflight(input, onFile = () => {
}) {
  const { settings } = input;
  const tools = toolsOf(input.evidence);
  const before = schemaBefore(input, tools, onFile);
  const migrations = [...input.files].sort(byPath).flatMap((source2) => {
    if (source2.content.kind !== "text") return [];
    return [
      readMigration(source2, announced(source2.path, source2.content.text, onFile), settings.postgresVersion, tools)
    ];
  });
  const run2 = timeline(migrations, before.catalog, {
    version: settings.postgresVersion,
    setPerFile: input.sets === "each"
  });
  const changeset = { ...run2, sources: input.files, unread: unreadOf(input), onUnscannable: settings.onUnscannable };
  const judgements = withoutUndone(
    RULES.flatMap((rule120) => rule120.check(changeset)),
    changeset
  );
  return buildReport(judgements, changeset, before.source, new Set(RULES.map((rule120) => rule120.id)), settings);
}
function announced(path, text2, onFile) {
  onFile(path);
  return text2;
}
function unreadOf({ files, listCut, codeMigrations }) {
  const unread = listCut === null ? [] : [{ path: null, why: listCut, kind: "unscannable" }];
  for (const { path, content } of files)
    if (content.kind === "unscannable") unread.push({ path, why: content.why, kind: "unscannable" });
  for (const path of codeMigrations)
    unread.push({ path, why: "a migration in code, which is not read yet", kind: "code" });
  return unread.sort((a, b) => (a.path ?? "") < (b.path ?? "") ? -1 : 1);
}
function byPath(a, b) {
  const left = a.path.match(/\d+|\D+/g) ?? [];
  const right = b.path.match(/\d+|\D+/g) ?? [];
  for (let at2 = 0; at2 < Math.min(left.length, right.length); at2 += 1) {
    const [x = "", y = ""] = [left[at2], right[at2]];
    const difference = Number(x) - Number(y);
    if (Number.isFinite(difference) && difference !== 0) return difference;
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

// src/sandbox/message.ts
function encodeMessage(message) {
  return JSON.stringify(message);
}
function decodeInput(text2) {
  const input = typeof text2 === "string" ? JSON.parse(text2) : null;
  if (isInput(input)) return input;
  throw new Error("the parser process was sent something that is no input");
}
function isInput(value) {
  return isObject(value) && Array.isArray(value["files"]) && Array.isArray(value["schema"]) && isObject(value["settings"]);
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}

// src/sandbox/child.ts
process.on("message", (text2) => {
  void answer(text2).then(send);
});
async function answer(text2) {
  try {
    const input = decodeInput(text2);
    await loadParser();
    const report = preflight(input, (path) => {
      assertParserLives();
      send({ kind: "file", path });
    });
    assertParserLives();
    return { kind: "report", report };
  } catch (error) {
    if (error instanceof DeadParserError) return { kind: "exhausted", why: "the parser died of it" };
    if (error instanceof RangeError) return { kind: "exhausted", why: "it is nested too deep" };
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
function send(message) {
  process.send?.(encodeMessage(message));
}
function assertParserLives() {
  if (parseFragment("SELECT 1") === null) throw new DeadParserError();
}
var DeadParserError = class extends Error {
};
