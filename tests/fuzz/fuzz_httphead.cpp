// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are judged without harm, however they are cut, and what passes is what it claims to be.
#include "server/net/headscanner.h"
#include "server/net/httphead.h"

using namespace linnet::net;

namespace {

struct Verdict
{
    int status = 0; //!< 0: more is needed.
    HttpHead head;
};

Verdict judge(QByteArrayView bytes, qsizetype step)
{
    const Limits limits;
    Verdict verdict;
    HeadScanner scanner;
    for (qsizetype size = 0; size < bytes.size() && !scanner.isComplete();) {
        size = std::min(bytes.size(), size + step);
        if (const auto fault = scanner.scan(bytes.first(size), limits)) {
            verdict.status = fault->status;
            return verdict;
        }
    }
    if (!scanner.isComplete())
        return verdict;
    const auto fault =
        parseHttpHead(bytes.first(scanner.end()).sliced(scanner.begin()), limits, verdict.head);
    verdict.status = fault ? fault->status : 200;
    return verdict;
}

void check(bool isTrue)
{
    if (!isTrue)
        __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const Verdict whole = judge(bytes, std::max<qsizetype>(1, bytes.size()));
    const Verdict pieces = judge(bytes, 1);
    // Cut up, a broken rule may be noticed before a longer one, but never missed.
    check((whole.status == 200) == (pieces.status == 200));
    if (whole.status != 200)
        return 0;
    const Request &request = whole.head.request;
    check(request.path == "*" || request.path.startsWith('/'));
    check(!request.path.contains("/../") && !request.path.contains("//"));
    check(!request.path.contains('\0') && !request.path.contains('\\'));
    check(!request.path.endsWith("/.."));
    for (const Header &field : request.headers)
        check(!field.value.contains('\r') && !field.value.contains('\n')
              && !field.value.contains('\0'));
    check(!(request.headers.contains("content-length")
            && request.headers.contains("transfer-encoding")));
    return 0;
}
