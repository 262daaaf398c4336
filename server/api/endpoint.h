// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/session.h"
#include "common/domain/staff.h"
#include "server/api/answerbody.h"
#include "server/api/cookie.h"
#include "server/api/schema.h"

#include <QCoroTask>

#include <QByteArray>
#include <QHostAddress>
#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1String>
#include <QList>

#include <functional>
#include <optional>
#include <sys/types.h>
#include <vector>

namespace linnet {

//! \brief Who asks. Established by the gate; a handler never looks at credentials.
struct Caller
{
    UserId user; //!< Null on public endpoints.
    SessionId session;
    QString device;
    QString phone;
    QString dialect = {}; //!< Of the session, whichever dialect the endpoint is of.
    QHostAddress address;
    QString userAgent;
    QString languages = {}; //!< That the client accepts: see acceptedLanguages().
    //! Over the operator's socket: the user of the machine. Who has one may do all that anybody who
    //! runs the server may, without an account.
    std::optional<uid_t> operatorUid = {};
};

//! \brief A file that came in with a form, on disk. Removed with the call unless taken over.
struct UploadedFile
{
    QString path;
    QString name; //!< As the client called it; not to be trusted.
    qint64 size = 0;
};

//! \brief One request to an endpoint, whichever wire it came in on.
struct Call
{
    Caller caller;
    //! Path captures, query and body (HTTP) or event data (sockets), merged and validated. Numbers
    //! and booleans of a query are converted as the schema says.
    QJsonObject params;
    std::optional<UploadedFile> file;
    Cookies cookies; //!< As the client sent them: not to be trusted.
    //! Where the client reached this server, e.g. "https://chat.example.org", for absolute URLs.
    QString origin;
    QByteArray requestId;
    QByteArray channel; //!< The socket it came in on, for what belongs to one socket; else empty.
    bool isAdmitted = false; //!< The gate let it in already, before its body was taken.
};

//! \brief A stored file as an answer.
struct FileAnswer
{
    QString path; //!< Absolute.
    QByteArray contentType;
    QString name; //!< For Content-Disposition.
    bool inlineDisplay = false; //!< false: offered as a download.
    QByteArray etag; //!< Strong, with quotes.
};

//! \brief A long answer, made while it is sent. Without a meaning on sockets.
struct StreamAnswer
{
    //! \return the next piece, the one before having been sent; an empty one: that was all.
    using Next = std::function<QCoro::Task<Result<QByteArray>>()>;

    QByteArray contentType;
    QString name; //!< For Content-Disposition; empty: it is shown, not saved.
    Next next;
};

//! \brief A page for a browser. Without a meaning on sockets.
struct PageAnswer
{
    QByteArray html; //!< A whole document, in UTF-8. Nothing in it is loaded or run.
};

//! \brief A socket opens a conversation's window, or closes it.
//!
//! Being in a room narrows what a socket hears and never widens it: who is no member hears nothing
//! there either.
struct RoomMove
{
    enum class Direction {
        Enter,
        EnterInstead, //!< The windows that are open are hidden: heard as before, and not read.
        Hide, //!< As EnterInstead, and nothing is open in their place.
        Leave,
    };

    Direction direction = Direction::Enter;
    ConversationId conversation; //!< Null where all are hidden.
};

//! \brief What a handler answers with.
struct Answer
{
    enum class Outcome { Done, Created };

    AnswerBody body = {};
    Outcome outcome = Outcome::Done;
    std::optional<FileAnswer> file = {};
    std::optional<StreamAnswer> stream = {};
    std::optional<PageAnswer> page = {};
    std::optional<RoomMove> room = {}; //!< Of the socket that asked; without a meaning on HTTP.
    std::vector<Cookie> cookies = {};
};

enum class Access {
    Public,
    User,
    Staff, //!< Who runs the server, with Endpoint::capabilities.
};

//! \brief What a call may cost: decides rate budgets.
enum class Cost {
    Read,
    Write,
    Expensive, //!< Export, contact sync.
    Search, //!< Of people, which clients ask for with each letter that is typed.
    SignIn, //!< Code requests, sign-in, refresh.
    Upload, //!< A file, and nothing else.
    Signal, //!< Typing and the like: may be dropped.
};

enum class Method { None, Get, Post, Put, Patch, Delete };

using Handler = std::function<QCoro::Task<Result<Answer>>(Call)>;

//! \brief Where a row is reached over HTTP.
struct Place
{
    Method method = Method::None;
    QByteArray path; //!< A segment "{x}" becomes params["x"].
};

//! \brief One thing a client can ask for, on HTTP, on sockets, or on both.
//!
//! Routing, authentication, validation, rate limits, metrics and the API reference are driven by
//! these rows; a handler contains none of them.
struct Endpoint
{
    static constexpr int Bulk = 1'000;

    QLatin1String name; //!< e.g. "message.send": metrics label and log field.
    Method method = Method::None; //!< None: sockets only.
    QLatin1String path; //!< HTTP path; a segment "{x}" becomes params["x"].
    QLatin1String event; //!< Socket event name; empty: HTTP only.
    Access access = Access::User;
    Cost cost = Cost::Read;
    Schema request;
    Handler handler;
    //! The parameter that an event's argument is when it is no object: some clients send a bare id.
    QLatin1String bareArgument = {};
    std::vector<Place> aliases = {}; //!< Where the same is reached besides.
    //! The one field that may hold a file: a part of a form, or a data URL as a text, which then is
    //! no parameter any more but Call::file. Empty: none may.
    QLatin1String fileField = {};
    QList<QLatin1String> sharedWith = {}; //!< Other dialects whose clients ask for the same.
    Capabilities capabilities = {}; //!< For Access::Staff, all of them; none: any role will do.
    //! An array that may be long: each thousand of its elements counts as a call. Empty: none is.
    QLatin1String bulkField = {};
    //! What becomes of a body, over HTTP: some clients send one of any type, which says nothing.
    enum class Body { Read, Ignored } body = Body::Read;
};

} // namespace linnet
