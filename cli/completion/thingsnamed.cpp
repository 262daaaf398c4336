// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/thingsnamed.h"

#include "cli/completion/completiontime.h"
#include "cli/context/serverconnection.h"
#include "cli/output/fields.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \brief Where the server lists things of one kind, and what of each is typed and shown.
struct Listing
{
    enum class Search {
        None, //!< The newest are asked for.
        ByText, //!< So is what has a text in it.
    };

    Referent referent;
    QStringList path; //!< Below the API's root.
    QStringList names; //!< Fields with what it can be called; the first that fits is.
    QStringList about; //!< Fields that tell people what it is.
    QString filter = {};
    Search search = Search::None;
    QString ending = {}; //!< Of what is typed.
};

QList<Listing> listings()
{
    return {
        {Referent::User,
         {u"users"_s},
         {u"username"_s, u"phone"_s, u"email"_s, u"id"_s},
         {u"name"_s},
         {},
         Listing::Search::ByText},
        {Referent::Group, {u"groups"_s}, {u"id"_s}, {u"title"_s}},
        {Referent::Job, {u"jobs"_s}, {u"id"_s}, {u"kind"_s, u"state"_s}},
        {Referent::Report, {u"reports"_s}, {u"id"_s}, {u"reason"_s, u"about.name"_s, u"state"_s}},
        {Referent::Session,
         {u"sessions"_s},
         {u"id"_s},
         {u"user.name"_s, u"device"_s},
         u"state:active"_s},
        {Referent::Setting, {u"settings"_s}, {u"name"_s}, {u"description"_s}},
        {.referent = Referent::Assignment,
         .path = {u"settings"_s},
         .names = {u"name"_s},
         .about = {u"description"_s},
         .ending = u"="_s},
        {Referent::SettingChange, {u"settings"_s, u"history"_s}, {u"id"_s}, {u"actor"_s, u"at"_s}},
        {Referent::Backup, {u"backups"_s}, {u"name"_s}, {u"state"_s}},
        {Referent::Webhook, {u"webhooks"_s}, {u"id"_s}, {u"name"_s}},
    };
}

QUrlQuery queryOf(const Listing &listing, const QString &begun)
{
    constexpr int Most = 200; // Of a page.
    const bool isNumber =
        std::all_of(begun.begin(), begun.end(), [](QChar each) { return each.isDigit(); });
    QString filter = listing.filter;
    // Ids are in no text.
    if (listing.search == Listing::Search::ByText && !isNumber)
        filter = u'"' + begun + u'"';
    QUrlQuery query{{u"limit"_s, QString::number(Most)}};
    if (!filter.isEmpty())
        query.addQueryItem(u"filter"_s, filter);
    return query;
}

QString nameOf(const QJsonObject &item, const Listing &listing, const QString &begun)
{
    for (const QString &field : listing.names) {
        const QString name = plainText(fieldAt(item, field));
        if (!name.isEmpty() && name.startsWith(begun))
            return name + listing.ending;
    }
    return {};
}

QString aboutOf(const QJsonObject &item, const Listing &listing)
{
    QStringList known;
    for (const QString &field : listing.about) {
        const QString text = plainText(fieldAt(item, field));
        if (!text.isEmpty())
            known.append(text);
    }
    return known.join(u", "_s);
}

QList<Candidate> contextsNamed(const Contexts &contexts)
{
    QList<Candidate> candidates;
    for (auto each = contexts.byName.begin(); each != contexts.byName.end(); ++each)
        candidates.append({each.key(), each->server});
    return candidates;
}

} // namespace

QList<Candidate> thingsNamed(Referent referent, const QString &begun, const GlobalOptions &options,
                             const ContextStore &contexts)
{
    const auto known = contexts.load();
    if (!known || referent == Referent::None)
        return {};
    if (referent == Referent::Context)
        return contextsNamed(*known);
    auto target = chooseTarget(options, *known);
    if (!target)
        return {};
    // Beginning and writing take the rest.
    ServerConnection connection(std::move(*target), contexts,
                                {.timeout = completionTime() * 7 / 9});
    if (!connection.isSignedIn())
        return {};
    const QList<Listing> all = listings();
    const auto listing = std::find_if(all.begin(), all.end(), [referent](const Listing &each) {
        return each.referent == referent;
    });
    const auto page = connection.api().get(adminPath(listing->path), queryOf(*listing, begun));
    if (!page)
        return {};
    QList<Candidate> candidates;
    const QJsonArray items = (*page)["items"_L1].toArray();
    for (const auto &item : items)
        candidates.append(
            {nameOf(item.toObject(), *listing, begun), aboutOf(item.toObject(), *listing)});
    return candidates;
}

} // namespace linnet::cli
