/* Equal shares and Phragmén, exactly and fast. `twin.py` is the same in Python; tests hold them equal.

   What a voter holds is the equal share less the prices of the chosen projects on the ballot, or
   nothing. So every sum of money is a whole-number combination of the share and the prices so far,
   and one common denominator makes all of them whole: `S/D` is the share, `N[r]/D` the price of
   round r. Evaluating such a combination costs a handful of multiplications, whatever the number of
   voters; that is why exact prices are affordable in every round.

   Doubles only filter: each carries a proven bound on its error (below), and whenever two figures
   are closer than their bounds the whole numbers decide. Nothing is decided by an epsilon. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef uint64_t limb;
typedef unsigned __int128 wide;

/* Half an ulp of 1, a little enlarged so that bounds computed in doubles stay bounds. */
#define U 1.2e-16
/* Rates of projects closer than one part in this are reported as near ties. */
#define NEAR 1000000000
/* A share of the price by which a voter must be able to pay more to count as surely able. */
#define SURELY 1e-9

/* Whole numbers of any size, never negative, least limb first. */

typedef struct {
    int len;
    limb *at;
} big;

static void big_set(big *a, limb value) {
    a->at[0] = value;
    a->len = value != 0;
}

static void big_copy(big *a, const big *b) {
    memcpy(a->at, b->at, sizeof(limb) * (size_t)b->len);
    a->len = b->len;
}

static void big_mul(big *a, limb k) {
    limb carry = 0;
    if (k == 1)
        return;
    for (int i = 0; i < a->len; i++) {
        wide product = (wide)a->at[i] * k + carry;
        a->at[i] = (limb)product;
        carry = (limb)(product >> 64);
    }
    if (carry)
        a->at[a->len++] = carry;
    while (a->len && !a->at[a->len - 1])
        a->len--;
}

/* a += b * k */
static void big_addmul(big *a, const big *b, limb k) {
    limb carry = 0;
    int i = 0;
    if (!k || !b->len)
        return;
    while (a->len < b->len)
        a->at[a->len++] = 0;
    for (; i < b->len; i++) {
        wide product = (wide)b->at[i] * k + a->at[i] + carry;
        a->at[i] = (limb)product;
        carry = (limb)(product >> 64);
    }
    for (; carry && i < a->len; i++) {
        wide sum = (wide)a->at[i] + carry;
        a->at[i] = (limb)sum;
        carry = (limb)(sum >> 64);
    }
    if (carry)
        a->at[a->len++] = carry;
}

static int big_cmp(const big *a, const big *b) {
    if (a->len != b->len)
        return a->len < b->len ? -1 : 1;
    for (int i = a->len - 1; i >= 0; i--)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return 0;
}

/* a -= b, where b is at most a. */
static void big_sub(big *a, const big *b) {
    limb borrow = 0;
    for (int i = 0; i < a->len && (i < b->len || borrow); i++) {
        limb take = i < b->len ? b->at[i] : 0;
        wide gone = (wide)take + borrow;
        borrow = (wide)a->at[i] < gone;
        a->at[i] -= (limb)gone;
    }
    while (a->len && !a->at[a->len - 1])
        a->len--;
}

/* The number as mantissa and power of two: off by at most one part in 2^53. */
static double big_top(const big *a, int *power) {
    int i = a->len - 1;
    *power = 0;
    if (i < 0)
        return 0;
    if (i == 0)
        return (double)a->at[0];
    *power = 64 * (i - 1);
    return (double)a->at[i] * 0x1p64 + (double)a->at[i - 1];
}

/* a / b; off by at most 4 U times itself. */
static double big_ratio(const big *a, const big *b) {
    int pa, pb;
    double ta = big_top(a, &pa), tb = big_top(b, &pb);
    return ldexp(ta / tb, pa - pb);
}

/* The problem, and the room that a run works in. */

/* Of a group: what each voter holds, about, and the number of voters. */
typedef struct {
    double held, heads;
} purse;

/* What was last found of a project: in which round; supporters who hold at least `level` per point pay
   the price, have so many points together, and the least that one of them holds per point. */
typedef struct {
    int round;
    double level, points, least;
} sight;

/* Two at a time, as every processor of these days can; the compiler knows how. */
typedef double pair __attribute__((vector_size(16)));
typedef int64_t mask __attribute__((vector_size(16)));

typedef struct {
    int projects, groups; /* behind them one more for each project: the voters of a probe */
    int64_t *cost, *weight, *least;
    int64_t *utility; /* of a point; NULL: a project's own cost */
    int64_t *exclusive; /* number of the set of which one may win, or -1 */
    int64_t unit;       /* whole amounts in one currency unit */
    /* Ballots: the projects of group g at start[g] .. start[g + 1], and what each gives the voter. */
    int *start, *ballot;
    int64_t *points;
    /* Supporters of project p: `every` at first[p] .. first[p] + count[p], and those who may have
       money left in this run, `supporter`, at first[p] .. first[p] + alive[p]. */
    int *first, *count, *alive, *every, *supporter, *poor, places;
    int64_t *every_points, *supporter_points, *poor_points;
    int64_t *votes, *support; /* voters, and points, behind each project */
    /* A run */
    purse *purse;
    double *bound, error;
    int *order, *round_of, *place, *closed, waiting; /* place: of the coefficient of a project */
    int rounds, *winner, *stage;
    int64_t *paid, *coefficient;
    double *highest; /* of the rate of each round, at most this */
    int64_t *plain;  /* of each round: the points that paid, when all supporters paid the price */
    sight *seen;
    int *first_order;
    double *first_bound;
    int all_pay; /* whether all supporters pay the price that `exact_price` last found */
    big S, D, *N, X, Y, P, Q, R;
    limb *room;
    /* A record */
    int64_t *behind, *alone, *counts, *money, *near_ties;
    int near_count, near_room, recording;
    /* Phragmén */
    int *last;
    /* A probe: this project at another cost, with so many voters more for it alone. */
    int probe;
    int64_t probe_cost;
    int aside; /* takes no part in a run: what would the others do? Or -1 */
} Problem;

static void problem_free(Problem *p) {
    if (!p)
        return;
    void *parts[] = {p->cost, p->utility, p->weight, p->least, p->exclusive, p->start, p->ballot,
                     p->points, p->first, p->count, p->alive, p->every, p->supporter, p->poor,
                     p->every_points, p->supporter_points, p->poor_points, p->votes, p->support,
                     p->purse, p->bound, p->order, p->round_of, p->place, p->closed, p->winner,
                     p->stage, p->paid, p->coefficient, p->highest, p->plain, p->N, p->room,
                     p->seen, p->first_order, p->first_bound, p->behind,
                     p->alone, p->counts, p->money, p->near_ties, p->last};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        free(parts[i]);
    free(p);
}

static int64_t cost_of(const Problem *p, int project) {
    return project == p->probe ? p->probe_cost : p->cost[project];
}

static int64_t utility_of(const Problem *p, int project) {
    return p->utility ? p->utility[project] : cost_of(p, project);
}

/* out = coefficient * S - sum of coefficients * N: the money of the groups counted in them, times D. */
static void combine(Problem *p, int64_t shares, big *out, big *spent) {
    big_set(out, 0);
    big_addmul(out, &p->S, (limb)shares);
    big_set(spent, 0);
    for (int r = 0; r < p->rounds; r++)
        big_addmul(spent, &p->N[r], (limb)p->coefficient[r]);
    big_sub(out, spent);
}

/* The coefficient of a project that was not bought: nobody reads it. Each has its own, so that the
   processor need not wait for the one before. */
static int nowhere(const Problem *p, int project) { return 2 * p->projects + project; }

static inline void count_in(Problem *p, int group, int64_t weight) {
    int e = p->start[group], end = p->start[group + 1];
    if (p->points)
        for (; e < end; e++)
            p->coefficient[p->place[p->ballot[e]]] += weight * p->points[e];
    else
        for (; e < end; e++)
            p->coefficient[p->place[p->ballot[e]]] += weight;
}

static void clear_coefficients(Problem *p) {
    memset(p->coefficient, 0, sizeof(int64_t) * (size_t)(p->rounds ? p->rounds : 1));
    memset(p->coefficient + nowhere(p, 0), 0, sizeof(int64_t) * (size_t)p->projects);
}

/* What one voter of the group holds, times D, into out. */
static void holding(Problem *p, int group, int64_t *saved, big *out, big *spent) {
    memcpy(saved, p->coefficient, sizeof(int64_t) * (size_t)p->rounds);
    clear_coefficients(p);
    count_in(p, group, 1);
    combine(p, 1, out, spent);
    memcpy(p->coefficient, saved, sizeof(int64_t) * (size_t)p->rounds);
}

static inline void swap_supporters(Problem *p, int a, int b) {
    int group = p->supporter[a];
    p->supporter[a] = p->supporter[b];
    p->supporter[b] = group;
    if (p->points) {
        int64_t points = p->supporter_points[a];
        p->supporter_points[a] = p->supporter_points[b];
        p->supporter_points[b] = points;
    }
}

static int64_t points_of(const Problem *p, int entry) {
    return p->points ? p->supporter_points[entry] : 1;
}

/* The money of all supporters together, times D, into out. */
static void money_behind(Problem *p, int project, big *out, big *spent) {
    int64_t shares = 0;
    int from = p->first[project];
    clear_coefficients(p);
    for (int i = from; i < from + p->alive[project]; i++) {
        int g = p->supporter[i];
        if (p->purse[g].held > 0) {
            shares += p->weight[g];
            count_in(p, g, p->weight[g]);
        }
    }
    combine(p, shares, out, spent);
}

/* Exact: whether the supporters can pay `cost` together. */
static int can_pay(Problem *p, int project, int64_t cost) {
    money_behind(p, project, &p->P, &p->Q);
    big_set(&p->Q, 0);
    big_addmul(&p->Q, &p->D, (limb)cost);
    return big_cmp(&p->P, &p->Q) >= 0;
}

/* Exact: the price per point is X / (D * weight). Supporters who pay it stand first in the list, up
   to `*rich`; those who pay all they have behind them. The supporters can pay together. */
static int64_t exact_price(Problem *p, int project, int64_t cost, big *X, int *rich) {
    static const double slack = 8 * U;
    int from = p->first[project], end = from, moved;
    int64_t weight = 0, shares = 0;
    int64_t *saved = p->coefficient + p->projects; /* room behind the coefficients */
    if (p->seen[project].round == p->rounds && cost == cost_of(p, project)) {
        /* Who pays the price was just estimated. It is right when it fits the price that follows. */
        sight seen = p->seen[project];
        int last = from + p->alive[project], poor = 0;
        double most_poor = 0;
        for (int i = from; i < last; i++) {
            int g = p->supporter[i];
            double each = p->purse[g].held;
            if (p->points) {
                each /= (double)p->supporter_points[i];
                p->supporter_points[end] = p->poor_points[poor] = p->supporter_points[i];
            }
            p->supporter[end] = p->poor[poor] = g;
            poor += each < seen.level;
            end += each >= seen.level;
        }
        memcpy(p->supporter + end, p->poor, sizeof(int) * (size_t)poor);
        if (p->points)
            memcpy(p->supporter_points + end, p->poor_points, sizeof(int64_t) * (size_t)poor);
        weight = (int64_t)seen.points;
        big_set(X, 0);
        big_addmul(X, &p->D, (limb)cost);
        if (poor) {
            clear_coefficients(p);
            for (int i = 0; i < poor; i++) {
                int g = p->poor[i];
                double each = p->purse[g].held / (double)(p->points ? p->poor_points[i] : 1);
                most_poor = each > most_poor ? each : most_poor;
                shares += p->weight[g];
                count_in(p, g, p->weight[g]);
            }
            combine(p, shares, &p->P, &p->Q);
            if (big_cmp(&p->P, X) < 0)
                big_sub(X, &p->P);
            else
                weight = 0;
        }
        if (weight) {
            double price = big_ratio(X, &p->D) / (double)weight, doubt = p->error + slack * price;
            if (seen.least * (1 - 2 * U) > price + doubt &&
                most_poor * (1 + 2 * U) < price - doubt) {
                *rich = end;
                p->all_pay = !poor;
                return weight;
            }
        }
        weight = shares = 0;
        end = from;
    }
    p->seen[project].round = -1; /* the list gets another order */
    for (int i = from; i < from + p->alive[project]; i++) {
        int g = p->supporter[i];
        if (p->purse[g].held > 0) {
            weight += p->weight[g] * points_of(p, i);
            swap_supporters(p, i, end++);
        }
    }
    clear_coefficients(p);
    do {
        combine(p, shares, &p->P, &p->Q);
        big_set(X, 0);
        big_addmul(X, &p->D, (limb)cost);
        big_sub(X, &p->P);
        int64_t paying = weight;
        double price = big_ratio(X, &p->D) / (double)paying;
        moved = 0;
        for (int i = end - 1; i >= from; i--) {
            int g = p->supporter[i];
            int64_t points = points_of(p, i);
            double due = price * (double)points, gap = p->purse[g].held - due;
            double doubt = p->error + slack * due;
            int poor = gap < -doubt;
            if (!poor && gap <= doubt) {
                /* held < X * points / (D * paying), in whole numbers */
                holding(p, g, saved, &p->P, &p->Q);
                big_mul(&p->P, (limb)paying);
                big_copy(&p->Q, X);
                big_mul(&p->Q, (limb)points);
                poor = big_cmp(&p->P, &p->Q) < 0;
            }
            if (poor) {
                weight -= p->weight[g] * points;
                shares += p->weight[g];
                count_in(p, g, p->weight[g]);
                swap_supporters(p, i, --end);
                moved = 1;
            }
        }
    } while (moved);
    *rich = end;
    p->all_pay = !shares;
    return weight;
}

enum { DROPPED, KNOWN, UNSURE };

/* Of the supporters of a project: their money and number, the money of those who hold less than a
   price per point, the points of those who do not, and the least that one of these holds per point. */
typedef struct {
    double money, heads, poor, rich, least;
} sums;

static inline pair only(pair values, mask where) { return (pair)((mask)values & where); }

/* Leaves out of the list whom it finds exhausted. Numbers of voters and points are below 2^53, so
   that their sums are exact. */
static sums sum_up(Problem *p, int project, double price) {
    int *list = p->supporter + p->first[project], end = p->alive[project], kept = 0, i = 0;
    sums s = {0, 0, 0, 0, INFINITY};
    if (p->points) {
        int64_t *points = p->supporter_points + p->first[project];
        for (; i < end; i++) {
            purse own = p->purse[list[i]];
            double worth = (double)points[i], each = own.held / worth, money = own.held * own.heads;
            list[kept] = list[i];
            points[kept] = points[i];
            kept += own.held > 0;
            s.money += money;
            s.heads += own.heads;
            s.poor += each < price ? money : 0;
            s.rich += each < price ? 0 : own.heads * worth;
            s.least = each < price || each > s.least ? s.least : each;
        }
    } else {
        pair money = {0, 0}, all = {0, 0}, poor = {0, 0}, rich = {0, 0};
        double least_a = INFINITY, least_b = INFINITY;
        const pair level = {price, price}, none = {INFINITY, INFINITY};
        for (; i < end; i += 2) {
            /* An odd list is filled up with the last group of all, which holds nothing. */
            int a = list[i], b = i + 1 < end ? list[i + 1] : p->groups + p->projects;
            const purse *x = p->purse + a, *y = p->purse + b;
            pair held = {x->held, y->held}, heads = {x->heads, y->heads}, own = held * heads;
            list[kept] = a;
            kept += x->held > 0;
            list[kept] = b;
            kept += y->held > 0;
            money += own;
            all += heads;
            mask able = held >= level;
            poor += only(own, ~able);
            rich += only(heads, able);
            pair able_holds = only(held, able) + only(none, ~able);
            least_a = able_holds[0] < least_a ? able_holds[0] : least_a;
            least_b = able_holds[1] < least_b ? able_holds[1] : least_b;
        }
        s = (sums){money[0] + money[1], all[0] + all[1], poor[0] + poor[1], rich[0] + rich[1],
                   least_a < least_b ? least_a : least_b};
    }
    p->alive[project] = kept;
    return s;
}

/* The rate (price per point and per unit of utility) of a project, in doubles, and how far off that
   may be. UNSURE when doubles cannot tell.

   Why the bound holds: F(x), what supporters pay at price x together, is concave and rises, and the
   computed price x' has |F(x') - cost| <= E, with E the errors of what all hold and of the sums. On
   both sides of x' up to x' (1 + SURELY) its slope is at least the points of those who could surely
   pay that, so the true price is within E / sure of x', as long as that is below SURELY * x'. */
static int estimate(Problem *p, int project, double *rate, double *doubt) {
    int64_t cost = cost_of(p, project);
    double utility = (double)utility_of(p, project), price, paying;
    /* Who cannot pay the lowest price possible is poor at the true one too. */
    double level = p->bound[project] * utility * (1 - 4 * U), sure;
    sums s = sum_up(p, project, level);
    int terms = p->alive[project] + 4;
    double rounding = s.heads * p->error + terms * U * s.money;
    if (s.money + rounding < (double)cost * (1 - 2 * U))
        return DROPPED;
    if (s.money - rounding < (double)cost * (1 + 2 * U))
        return UNSURE;
    for (;;) {
        double rest = (double)cost - s.poor;
        paying = s.rich;
        if (paying <= 0 || rest <= 0)
            return UNSURE;
        price = rest / paying;
        if (s.least >= price)
            break;
        s = sum_up(p, project, level = price);
        if (s.rich >= paying)
            return UNSURE;
    }
    /* Mostly all who pay could surely pay more. */
    sure = s.least >= price * (1 + SURELY) ? paying : sum_up(p, project, price * (1 + SURELY)).rich;
    double error = rounding + terms * 2 * U * (double)cost;
    if (sure < 0.5 || error / sure > 0.1 * SURELY * price)
        return UNSURE;
    p->seen[project] = (sight){p->rounds, level, paying, s.least};
    *rate = price / utility;
    *doubt = (error / sure + 4 * U * price) / utility + 2 * U * *rate;
    return KNOWN;
}

/* As `estimate`, but always an answer: whole numbers where doubles cannot tell. */
static int evaluate(Problem *p, int project, double *rate, double *doubt) {
    int state = estimate(p, project, rate, doubt), rich;
    if (state != UNSURE)
        return state;
    if (!can_pay(p, project, cost_of(p, project)))
        return DROPPED;
    int64_t weight = exact_price(p, project, cost_of(p, project), &p->R, &rich);
    *rate = big_ratio(&p->R, &p->D) / (double)weight / (double)utility_of(p, project);
    *doubt = 10 * U * *rate;
    return KNOWN;
}

/* Exact: below zero when the rate of `a` is lower than that of `b` times `up` / `down`. */
static int compare_rates(Problem *p, int a, int b, limb up, limb down) {
    int rich;
    int64_t wa = exact_price(p, a, cost_of(p, a), &p->X, &rich);
    int64_t wb = exact_price(p, b, cost_of(p, b), &p->Y, &rich);
    big_mul(&p->X, (limb)wb);
    big_mul(&p->X, (limb)utility_of(p, b));
    big_mul(&p->X, down);
    big_mul(&p->Y, (limb)wa);
    big_mul(&p->Y, (limb)utility_of(p, a));
    big_mul(&p->Y, up);
    return big_cmp(&p->X, &p->Y);
}

/* A record: the money behind every project, in hundredths rounded down, from exact numbers. */

static int64_t hundredths(Problem *p, const big *money, const big *D) {
    int pm, pd;
    double tm = big_top(money, &pm), td = big_top(D, &pd);
    if (!money->len)
        return 0;
    int64_t found = (int64_t)(ldexp(tm / td, pm - pd) * 100 / (double)p->unit);
    /* found * unit * D <= 100 * money < (found + 1) * unit * D */
    big_copy(&p->X, money);
    big_mul(&p->X, 100);
    big_copy(&p->Y, D);
    big_mul(&p->Y, (limb)p->unit);
    for (;; found--) {
        big_set(&p->Q, 0);
        big_addmul(&p->Q, &p->Y, (limb)found);
        if (big_cmp(&p->Q, &p->X) <= 0)
            break;
    }
    for (;; found++) {
        big_addmul(&p->Q, &p->Y, 1);
        if (big_cmp(&p->Q, &p->X) > 0)
            return found;
    }
}

static void record_money(Problem *p) {
    int64_t *line = p->money + (size_t)p->rounds * (size_t)p->projects;
    for (int j = 0; j < p->projects; j++) {
        if (p->round_of[j] >= 0 || p->closed[j] == 2) {
            line[j] = -1;
            continue;
        }
        memcpy(p->coefficient, p->behind + (size_t)j * (size_t)p->projects,
               sizeof(int64_t) * (size_t)p->rounds);
        combine(p, p->alone[j], &p->P, &p->R);
        line[j] = hundredths(p, &p->P, &p->D);
    }
}

static int note_near(Problem *p, int project, int equal) {
    if (p->near_count == p->near_room) {
        int room = p->near_room ? 2 * p->near_room : 32;
        int64_t *more = realloc(p->near_ties, sizeof(int64_t) * 3 * (size_t)room);
        if (!more)
            return -1;
        p->near_ties = more;
        p->near_room = room;
    }
    int64_t *line = p->near_ties + 3 * p->near_count++;
    line[0] = p->rounds;
    line[1] = project;
    line[2] = equal;
    return 0;
}

/* Buying */

static void shut(Problem *p, int project, int why) {
    p->closed[project] = why; /* 1: cannot be paid or won; 2: another of its set won */
}

static void buy(Problem *p, int project, int64_t cost, int stage) {
    int r = p->rounds, rich = p->first[project];
    int64_t weight = 1, counts[3] = {0, 0, 0};
    if (p->recording)
        record_money(p);
    counts[cost ? 2 : 0] = p->votes[project];
    big_set(&p->X, 0);
    if (cost)
        weight = exact_price(p, project, cost, &p->X, &rich);
    double price = cost ? big_ratio(&p->X, &p->D) / (double)weight : 0;
    p->highest[r] = price / (double)(cost ? utility_of(p, project) : 1) * (1 + 12 * U);
    p->plain[r] = cost && p->all_pay ? weight : 0;
    big_mul(&p->D, (limb)weight);
    big_mul(&p->S, (limb)weight);
    for (int i = 0; i < r; i++)
        big_mul(&p->N[i], (limb)weight);
    big_copy(&p->N[r], &p->X);
    p->winner[r] = project;
    p->stage[r] = stage;
    p->paid[r] = cost;
    p->round_of[project] = p->place[project] = r;
    p->coefficient[r] = 0;
    p->rounds = r + 1;
    double share = big_ratio(&p->S, &p->D);
    /* The price is off by at most 6 U of itself, and nobody holds or pays more than the share. */
    p->error += 8 * U * share;
    int end = p->first[project] + p->alive[project];
    for (int i = p->first[project]; cost && i < end; i++) {
        int g = p->supporter[i];
        if (!(p->purse[g].held > 0))
            continue;
        int64_t points = points_of(p, i), own = p->weight[g];
        int full = i < rich, left = full;
        if (full) {
            double rest = p->purse[g].held - price * (double)points;
            if (rest <= 2 * p->error) {
                /* Nothing left, exactly? Otherwise a little, so that the group stays alive. */
                holding(p, g, p->coefficient + p->projects, &p->P, &p->Q);
                left = p->P.len > 0;
                if (left && rest <= 0)
                    rest = 1e-300;
            }
            p->purse[g].held = left ? rest : 0;
        } else
            p->purse[g].held = 0;
        if (p->recording) {
            counts[full ? 0 : 1] += own;
            counts[2] -= own;
            for (int e = p->start[g]; e < p->start[g + 1]; e++) {
                int64_t *row = p->behind + (size_t)p->ballot[e] * (size_t)p->projects;
                if (left) {
                    row[r] += own * points;
                    continue;
                }
                p->alone[p->ballot[e]] -= own;
                for (int f = p->start[g]; f < p->start[g + 1]; f++) {
                    int earlier = p->round_of[p->ballot[f]];
                    if (earlier >= 0 && earlier < r)
                        row[earlier] -= own * (p->points ? p->points[f] : 1);
                }
            }
        }
    }
    if (p->recording)
        memcpy(p->counts + 3 * r, counts, sizeof counts);
    if (p->exclusive[project] >= 0)
        for (int j = 0; j < p->projects; j++)
            if (p->exclusive[j] == p->exclusive[project] && p->round_of[j] < 0)
                shut(p, j, 2);
}

/* A lower bound of the rate when everybody can pay: it only rises as money is spent. */
static double first_bound(const Problem *p, int project) {
    double points = (double)p->support[project];
    if (!cost_of(p, project))
        return 0;
    return points > 0 ? (double)cost_of(p, project) / points / (double)utility_of(p, project) *
                            (1 - 8 * U)
                      : INFINITY;
}

/* Those still in the race, in order of their bounds: only few of these have risen. */
static void reorder(Problem *p) {
    int kept = 0;
    for (int i = 0; i < p->waiting; i++) {
        int j = p->order[i], at = kept;
        if (p->closed[j] || p->round_of[j] >= 0 || !p->support[j])
            continue;
        for (; at && p->bound[p->order[at - 1]] > p->bound[j]; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = j;
        kept++;
    }
    p->waiting = kept;
}

static void begin(Problem *p, int64_t total, int64_t voters, int recording) {
    double share = (double)total / (double)voters;
    p->rounds = 0;
    p->recording = recording;
    p->near_count = 0;
    p->error = 4 * U * share;
    big_set(&p->S, (limb)total);
    big_set(&p->D, (limb)voters);
    for (int g = 0; g < p->groups + p->projects; g++)
        p->purse[g].held = p->weight[g] ? share : 0;
    memcpy(p->supporter, p->every, sizeof(int) * (size_t)p->places);
    if (p->points)
        memcpy(p->supporter_points, p->every_points, sizeof(int64_t) * (size_t)p->places);
    for (int j = 0; j < p->projects; j++) {
        p->alive[j] = p->count[j] + 1;
        p->seen[j].round = -1;
        p->round_of[j] = -1;
        p->place[j] = nowhere(p, j);
        p->closed[j] = j == p->aside ? 3 : 0;
    }
    if (recording) {
        memset(p->behind, 0, sizeof(int64_t) * (size_t)p->projects * (size_t)p->projects);
        memcpy(p->alone, p->votes, sizeof(int64_t) * (size_t)p->projects);
    }
    for (int j = 0; j < p->projects; j++)
        if (p->support[j] && !p->closed[j] && !cost_of(p, j))
            buy(p, j, 0, 0);
    memcpy(p->bound, p->first_bound, sizeof(double) * (size_t)p->projects);
    memcpy(p->order, p->first_order, sizeof(int) * (size_t)p->projects);
    p->waiting = p->projects;
    if (p->probe >= 0)
        p->bound[p->probe] = first_bound(p, p->probe);
    reorder(p);
}

/* The project with the lowest rate, the first in order in a tie; -1 when none can be paid. */
static int choose(Problem *p) {
    int best = -1, seen = 0;
    double rate = 0, doubt = 0, margin = p->recording ? 1 + 2.0 / NEAR : 1;
    for (; seen < p->waiting; seen++) {
        int j = p->order[seen];
        double r, d;
        if (p->closed[j] || p->round_of[j] >= 0)
            continue;
        if (best >= 0 && p->bound[j] > (rate + doubt) * margin)
            break;
        if (evaluate(p, j, &r, &d) == DROPPED) {
            shut(p, j, 1);
            continue;
        }
        p->bound[j] = r - d;
        if (best < 0 || r + d < rate - doubt)
            best = j, rate = r, doubt = d;
        else if (r - d <= rate + doubt) {
            int order = compare_rates(p, j, best, 1, 1);
            if (order < 0 || (order == 0 && j < best))
                best = j, rate = r, doubt = d;
        }
    }
    if (p->recording && best >= 0)
        for (int i = 0; i < seen; i++) {
            int j = p->order[i];
            double r, d;
            if (j == best || p->closed[j] || p->round_of[j] >= 0 ||
                p->bound[j] > (rate + doubt) * margin)
                continue;
            if (evaluate(p, j, &r, &d) == KNOWN && r - d <= (rate + doubt) * margin &&
                compare_rates(p, j, best, NEAR + 1, NEAR) <= 0 &&
                note_near(p, j, compare_rates(p, j, best, 1, 1) == 0))
                return -2;
        }
    reorder(p);
    return best;
}

/* When nothing can be paid in full: the project of which the largest part can be, from its minimum. */
static int choose_part(Problem *p, int64_t *amount) {
    int best = -1;
    int64_t cents = p->unit / 100;
    for (int j = 0; j < p->projects; j++) {
        if (p->round_of[j] >= 0 || p->closed[j] == 2 || !p->support[j] ||
            p->least[j] >= cost_of(p, j))
            continue;
        money_behind(p, j, &p->P, &p->Q);
        int64_t part = hundredths(p, &p->P, &p->D) * cents;
        if (part < p->least[j] || !part)
            continue;
        if (best < 0 || (wide)part * (wide)cost_of(p, best) > (wide)*amount * (wide)cost_of(p, j))
            best = j, *amount = part;
    }
    return best;
}

static int has_parts(const Problem *p) {
    for (int j = 0; j < p->projects; j++)
        if (p->least[j] < p->cost[j])
            return 1;
    return 0;
}

static int run(Problem *p, int64_t total, int64_t voters, int recording) {
    int j;
    int64_t amount = 0;
    begin(p, total, voters, recording);
    while ((j = choose(p)) >= 0)
        buy(p, j, cost_of(p, j), 0);
    if (j == -2)
        return -1;
    if (has_parts(p))
        while ((j = choose_part(p, &amount)) >= 0)
            buy(p, j, amount, 1);
    if (recording)
        record_money(p);
    return 0;
}

static int64_t spent(const Problem *p) {
    int64_t sum = 0;
    for (int r = 0; r < p->rounds; r++)
        sum += p->paid[r];
    return sum;
}

/* Whether nothing that somebody chose still fits what is left. */
static int exhaustive(const Problem *p, int64_t budget) {
    int64_t rest = budget - spent(p);
    for (int j = 0; j < p->projects; j++)
        if (p->votes[j] && p->support[j] && p->round_of[j] < 0 && p->closed[j] != 2 &&
            p->least[j] <= rest)
            return 0;
    return 1;
}

/* What a run did: who won, the rates at most, and the points that paid where all supporters paid the
   price. */
typedef struct {
    int rounds, *winner;
    double *highest;
    int64_t *plain;
} trail;

static void keep_rates(const Problem *p, trail *kept) {
    memcpy(kept->highest, p->highest, sizeof(double) * (size_t)p->rounds);
    memcpy(kept->plain, p->plain, sizeof(int64_t) * (size_t)p->rounds);
}

static int same_winners(const Problem *p, const trail *kept) {
    return kept->rounds == p->rounds &&
           !memcmp(kept->winner, p->winner, sizeof(int) * (size_t)p->rounds);
}

/* Whether `j`, whose rate may be as low as the winner's, stays behind it: where the price of the winner
   is the same at both ends, its cost over the same points, it is so between too. */
static int stays_behind(Problem *p, int j, int winner, int64_t plain) {
    int rich, order = compare_rates(p, j, winner, 1, 1);
    if (order < 0 || (order == 0 && j < winner))
        return 0;
    return exact_price(p, winner, cost_of(p, winner), &p->X, &rich) == plain && p->all_pay;
}

/* Whether the run from `total` buys the same projects in the same order as an earlier one did, and
   every run between too.

   With the same purchases before, what anybody holds only rises with the share, so every rate only
   falls. If in each round the winner's rate at the low end is below every other rate at the high
   end, the winner is the same at both ends and between; and what cannot be paid at the high end
   cannot be paid below it. */
static int same_up_to(Problem *p, int64_t total, int64_t voters, const trail *low) {
    double r, d;
    begin(p, total, voters, 0);
    if (p->rounds > low->rounds)
        return 0;
    for (int t = p->rounds; t < low->rounds; t++) {
        int winner = low->winner[t], same = 1;
        for (int seen = 0; seen < p->waiting && same; seen++) {
            int j = p->order[seen];
            if (p->closed[j] || p->round_of[j] >= 0 || j == winner)
                continue;
            if (p->bound[j] > low->highest[t])
                break;
            if (evaluate(p, j, &r, &d) == DROPPED) {
                shut(p, j, 1);
                continue;
            }
            p->bound[j] = r - d;
            same = p->bound[j] > low->highest[t] ||
                   (low->plain[t] && stays_behind(p, j, winner, low->plain[t]));
        }
        if (!same)
            return 0;
        estimate(p, winner, &r, &d); /* what it finds makes buying quick */
        buy(p, winner, cost_of(p, winner), 0);
        reorder(p);
    }
    for (int i = 0; i < p->waiting; i++) {
        int j = p->order[i];
        if (!p->closed[j] && p->round_of[j] < 0 && evaluate(p, j, &r, &d) != DROPPED)
            return 0;
    }
    return 1;
}

/* Phragmén: all voters receive money at the same pace; a project is bought when its supporters can.
   Moments are N[r] / D; a supporter's load is the moment of the last purchase on the ballot. */

/* The moment at which the project can be paid, times D * votes, into out. */
static void due_moment(Problem *p, int project, big *out) {
    int64_t *row = p->behind + (size_t)project * (size_t)p->projects;
    big_set(out, 0);
    big_addmul(out, &p->D, (limb)cost_of(p, project));
    for (int r = 0; r < p->rounds; r++)
        big_addmul(out, &p->N[r], (limb)row[r]);
}

/* Money in hand at the moment X / (D * weight): the project's votes times it less its loads. */
static void record_loads(Problem *p, const big *X, int64_t weight, int64_t *line) {
    big_copy(&p->P, &p->D);
    big_mul(&p->P, (limb)weight);
    for (int j = 0; j < p->projects; j++) {
        line[j] = -1;
        if (p->round_of[j] >= 0 || p->closed[j])
            continue;
        int64_t *row = p->behind + (size_t)j * (size_t)p->projects;
        /* votes * X / (D weight) - sum row N / D, times D weight */
        big_set(&p->R, 0);
        big_addmul(&p->R, X, (limb)p->votes[j]);
        big_set(&p->Q, 0);
        for (int r = 0; r < p->rounds; r++)
            big_addmul(&p->Q, &p->N[r], (limb)row[r]);
        big_mul(&p->Q, (limb)weight);
        big_sub(&p->R, &p->Q);
        line[j] = hundredths(p, &p->R, &p->P);
    }
}

/* Returns the project that no longer fits, -1 when all were bought, -2 without memory. `tied` has
   room for every project. */
static int phragmen(Problem *p, int64_t budget, int *tied) {
    int64_t cost = 0, *line = p->money;
    p->rounds = 0;
    p->near_count = 0;
    big_set(&p->D, 1);
    memset(p->behind, 0, sizeof(int64_t) * (size_t)p->projects * (size_t)p->projects);
    for (int g = 0; g < p->groups + p->projects; g++)
        p->last[g] = -1;
    for (int j = 0; j < p->projects; j++) {
        p->round_of[j] = -1;
        p->closed[j] = cost_of(p, j) > budget;
    }
    for (;;) {
        int best = -1, ties = 0, open = 0;
        double due = 0, doubt = 0;
        for (int j = 0; j < p->projects; j++) {
            if (p->round_of[j] >= 0 || p->closed[j])
                continue;
            open++;
            if (!p->votes[j])
                continue;
            int64_t *row = p->behind + (size_t)j * (size_t)p->projects;
            double load = 0;
            for (int r = 0; r < p->rounds; r++)
                load += (double)row[r] * p->highest[r];
            double own = ((double)cost_of(p, j) + load) / (double)p->votes[j];
            double off = (p->rounds + 16) * U * own;
            if (best >= 0 && own - off > due + doubt)
                continue;
            int order = -1;
            if (best >= 0 && own + off >= due - doubt) {
                due_moment(p, j, &p->X);
                due_moment(p, best, &p->Y);
                big_mul(&p->X, (limb)p->votes[best]);
                big_mul(&p->Y, (limb)p->votes[j]);
                order = big_cmp(&p->X, &p->Y);
            }
            if (order > 0)
                continue;
            if (order < 0)
                best = j, due = own, doubt = off, ties = 0;
            tied[ties++] = j;
        }
        if (!open)
            return -1;
        int64_t weight = 1;
        if (best < 0) {
            /* Only projects without votes are left: at once, at the moment of the last purchase. */
            for (int j = 0; j < p->projects; j++)
                if (p->round_of[j] < 0 && !p->closed[j])
                    tied[ties++] = j;
            best = tied[0];
            big_set(&p->X, 0);
            if (p->rounds)
                big_copy(&p->X, &p->N[p->rounds - 1]);
        } else {
            best = tied[0];
            due_moment(p, best, &p->X);
            weight = p->votes[best];
            for (int i = 1; i < ties; i++)
                if (note_near(p, tied[i], 1))
                    return -2;
        }
        /* hundredths() writes X and Y: keep the moment elsewhere */
        big_copy(&p->N[p->projects + 1], &p->X);
        big *moment = &p->N[p->projects + 1];
        record_loads(p, moment, weight, line);
        line += p->projects;
        int r = p->rounds, stop = -1;
        for (int i = 0; i < ties && stop < 0; i++)
            if (cost_of(p, tied[i]) > budget - cost)
                stop = tied[i];
        big_mul(&p->D, (limb)weight);
        for (int i = 0; i < r; i++)
            big_mul(&p->N[i], (limb)weight);
        big_copy(&p->N[r], moment);
        p->highest[r] = big_ratio(&p->N[r], &p->D);
        if (stop >= 0)
            return stop;
        for (int i = p->first[best]; i <= p->first[best] + p->count[best]; i++) {
            int g = p->every[i];
            int before = p->last[g];
            int64_t own = p->weight[g];
            for (int e = p->start[g]; e < p->start[g + 1]; e++) {
                int64_t *row = p->behind + (size_t)p->ballot[e] * (size_t)p->projects;
                if (before >= 0)
                    row[before] -= own;
                row[r] += own;
            }
            p->last[g] = r;
        }
        p->winner[r] = best;
        p->stage[r] = 0;
        p->paid[r] = cost_of(p, best);
        memset(p->counts + 3 * r, 0, sizeof(int64_t) * 3);
        p->counts[3 * r] = p->votes[best];
        p->round_of[best] = r;
        p->rounds = r + 1;
        cost += cost_of(p, best);
        if (p->exclusive[best] >= 0)
            for (int j = 0; j < p->projects; j++)
                if (p->exclusive[j] == p->exclusive[best] && p->round_of[j] < 0)
                    shut(p, j, 2);
    }
}

/* To and from Python */

static PyObject *big_bytes(const big *a) {
    return PyBytes_FromStringAndSize((const char *)a->at, (Py_ssize_t)(sizeof(limb) * (size_t)a->len));
}

static PyObject *numbers(const int64_t *from, size_t count) {
    return PyBytes_FromStringAndSize((const char *)from, (Py_ssize_t)(sizeof(int64_t) * count));
}

static PyObject *whole(const int *from, int count) {
    PyObject *tuple = PyTuple_New(count);
    for (int i = 0; tuple && i < count; i++)
        PyTuple_SetItem(tuple, i, PyLong_FromLong(from[i]));
    return tuple;
}

/* (winners, stages, paid, counts, prices, denominator, money, near ties); amounts as int64, prices and
   denominator as little-endian whole numbers. */
static PyObject *story(Problem *p, int prices, int lines) {
    size_t n = (size_t)p->rounds;
    PyObject *nominators = PyTuple_New(prices);
    for (int r = 0; nominators && r < prices; r++)
        PyTuple_SetItem(nominators, r, big_bytes(&p->N[r]));
    if (!nominators)
        return NULL;
    return Py_BuildValue("(NNNNNNNN)", whole(p->winner, p->rounds), whole(p->stage, p->rounds),
                         numbers(p->paid, n), numbers(p->counts, 3 * n), nominators,
                         big_bytes(&p->D), numbers(p->money, (size_t)lines * (size_t)p->projects),
                         numbers(p->near_ties, 3 * (size_t)p->near_count));
}

static const char *const NAME = "schakel.allocation.problem";

static void destroy(PyObject *capsule) { problem_free(PyCapsule_GetPointer(capsule, NAME)); }

static int64_t *taken(PyObject *object, Py_ssize_t *count) {
    Py_buffer view;
    if (PyObject_GetBuffer(object, &view, PyBUF_SIMPLE))
        return NULL;
    *count = view.len / (Py_ssize_t)sizeof(int64_t);
    int64_t *copy = malloc((size_t)view.len + sizeof(int64_t));
    if (copy)
        memcpy(copy, view.buf, (size_t)view.len);
    else
        PyErr_NoMemory();
    PyBuffer_Release(&view);
    return copy;
}

static int bits(uint64_t value) {
    int count = 0;
    for (; value; value >>= 1)
        count++;
    return count;
}

PyDoc_STRVAR(load_doc,
    "load(costs, utilities, least, exclusive, weights, starts, projects, points, unit)\n\n"
    "The problem in whole numbers (int64 buffers), projects in tie order. `starts` has one number\n"
    "more than `weights`; `points` is None when every entry counts 1, `utilities` when they are the costs.");

static PyObject *load(PyObject *module, PyObject *args) {
    PyObject *costs, *utilities, *least, *exclusive, *weights, *starts, *projects, *points;
    long long unit;
    (void)module;
    if (!PyArg_ParseTuple(args, "OOOOOOOOL", &costs, &utilities, &least, &exclusive, &weights,
                          &starts, &projects, &points, &unit))
        return NULL;
    Problem *p = calloc(1, sizeof(Problem));
    if (!p)
        return PyErr_NoMemory();
    Py_ssize_t m = 0, n, g = 0, entries = 0;
    int64_t *from = NULL, *on = NULL;
    p->unit = unit;
    p->probe = p->aside = -1;
    if (!(p->cost = taken(costs, &m)) ||
        (utilities != Py_None && !(p->utility = taken(utilities, &n))) || !(p->least = taken(least, &n)) || !(p->exclusive = taken(exclusive, &n)) ||
        !(p->weight = taken(weights, &g)) || !(from = taken(starts, &n)) ||
        !(on = taken(projects, &entries)))
        goto failed;
    if (points != Py_None) {
        if (!(p->points = taken(points, &n)))
            goto failed;
        int64_t *longer = realloc(p->points, sizeof(int64_t) * (size_t)(entries + m + 1));
        if (!longer)
            goto memory;
        p->points = longer;
        for (Py_ssize_t j = 0; j < m; j++)
            p->points[entries + j] = 1;
    }
    p->projects = (int)m;
    p->groups = (int)g;
    size_t M = (size_t)m + 2, G = (size_t)(g + m) + 2, E = (size_t)(entries + 2 * m + 4);
    int64_t *heavier = realloc(p->weight, sizeof(int64_t) * G);
    if (!heavier)
        goto memory;
    p->weight = heavier;
    memset(p->weight + g, 0, sizeof(int64_t) * (size_t)(m + 2));
    p->start = malloc(sizeof(int) * (G + 1));
    p->ballot = malloc(sizeof(int) * E);
    p->first = calloc(M, sizeof(int));
    p->count = calloc(M, sizeof(int));
    p->alive = calloc(M, sizeof(int));
    p->every = malloc(sizeof(int) * E);
    p->supporter = malloc(sizeof(int) * E);
    p->poor = malloc(sizeof(int) * E);
    p->every_points = malloc(sizeof(int64_t) * E);
    p->supporter_points = malloc(sizeof(int64_t) * E);
    p->poor_points = malloc(sizeof(int64_t) * E);
    p->votes = calloc(M, sizeof(int64_t));
    p->support = calloc(M, sizeof(int64_t));
    p->purse = calloc(G, sizeof(purse));
    p->bound = malloc(sizeof(double) * M);
    p->order = malloc(sizeof(int) * M);
    p->round_of = malloc(sizeof(int) * M);
    p->place = malloc(sizeof(int) * M);
    p->closed = malloc(sizeof(int) * M);
    p->winner = malloc(sizeof(int) * M);
    p->stage = calloc(M, sizeof(int));
    p->paid = malloc(sizeof(int64_t) * M);
    p->coefficient = calloc(3 * M, sizeof(int64_t));
    p->highest = malloc(sizeof(double) * M);
    p->plain = malloc(sizeof(int64_t) * M);
    p->seen = malloc(sizeof(sight) * M);
    p->first_order = malloc(sizeof(int) * M);
    p->first_bound = malloc(sizeof(double) * M);
    p->alone = malloc(sizeof(int64_t) * M);
    p->counts = calloc(3 * M, sizeof(int64_t));
    p->last = malloc(sizeof(int) * G);
    p->behind = malloc(sizeof(int64_t) * M * M);
    p->money = malloc(sizeof(int64_t) * M * M);
    p->N = calloc(M + 2, sizeof(big));
    if (!p->start || !p->ballot || !p->first || !p->count || !p->alive || !p->every ||
        !p->supporter || !p->poor || !p->every_points || !p->supporter_points || !p->poor_points ||
        !p->votes || !p->support || !p->purse || !p->bound || !p->order || !p->round_of ||
        !p->place || !p->closed || !p->winner || !p->stage || !p->paid || !p->coefficient ||
        !p->highest || !p->plain || !p->seen || !p->first_order ||
        !p->first_bound || !p->alone || !p->counts || !p->last || !p->behind || !p->money || !p->N)
        goto memory;
    for (Py_ssize_t i = 0; i <= g; i++)
        p->start[i] = (int)from[i];
    for (Py_ssize_t e = 0; e < entries; e++) {
        p->ballot[e] = (int)on[e];
        p->count[on[e]]++;
    }
    for (Py_ssize_t j = 0; j < m; j++) {
        p->start[g + j + 1] = (int)(entries + j + 1);
        p->ballot[entries + j] = (int)j;
    }
    for (int j = 0, at = 0; j < p->projects; j++) {
        p->first[j] = at;
        at += p->count[j] + 2; /* places for the voters of a probe, and to fill up an odd list */
        p->count[j] = 0;
        p->places = at;
    }
    for (int i = 0; i < p->groups; i++) {
        p->purse[i].heads = (double)p->weight[i];
        for (int e = p->start[i]; e < p->start[i + 1]; e++) {
            int j = p->ballot[e], at = p->first[j] + p->count[j]++;
            int64_t own = p->points ? p->points[e] : 1;
            p->every[at] = i;
            p->every_points[at] = own;
            p->votes[j] += p->weight[i];
            p->support[j] += p->weight[i] * own;
        }
    }
    int size = 64 * 8;
    for (int j = 0; j < p->projects; j++) {
        int at = p->first[j] + p->count[j];
        p->every[at] = p->groups + j;
        p->every[at + 1] = p->groups + p->projects;
        p->every_points[at] = p->every_points[at + 1] = 1;
        /* A probe's voters weigh at most 2^32. */
        size += bits((uint64_t)p->support[j] + ((uint64_t)1 << 32));
    }
    for (int j = 0; j < p->projects; j++) {
        int place = j;
        p->first_bound[j] = first_bound(p, j);
        for (; place && p->first_bound[p->first_order[place - 1]] > p->first_bound[j]; place--)
            p->first_order[place] = p->first_order[place - 1];
        p->first_order[place] = j;
    }
    size_t limbs = (size_t)size / 64 + 2, at = 0;
    p->room = malloc(sizeof(limb) * limbs * (M + 2 + 7));
    if (!p->room)
        goto memory;
    big *named[] = {&p->S, &p->D, &p->X, &p->Y, &p->P, &p->Q, &p->R};
    for (int i = 0; i < 7; i++)
        named[i]->at = p->room + limbs * at++;
    for (size_t r = 0; r < M + 2; r++)
        p->N[r].at = p->room + limbs * at++;
    free(from);
    free(on);
    PyObject *capsule = PyCapsule_New(p, NAME, destroy);
    if (!capsule)
        problem_free(p);
    return capsule;
memory:
    PyErr_NoMemory();
failed:
    free(from);
    free(on);
    problem_free(p);
    return NULL;
}

static void add_voters(Problem *p, int project, int64_t more) {
    int group = p->groups + project;
    p->weight[group] += more;
    p->purse[group].heads = (double)p->weight[group];
    p->votes[project] += more;
    p->support[project] += more;
}

PyDoc_STRVAR(shares_doc,
    "shares(problem, total, voters, record, project=-1, cost=0, extra=0)\n\n"
    "One run in which every voter holds total / voters: the story of it, or only its winners. With\n"
    "`project` that one at this cost, with so many voters more who chose it alone.");

static PyObject *shares(PyObject *module, PyObject *args) {
    PyObject *capsule;
    long long total, voters, cost = 0, extra = 0;
    int record, project = -1;
    (void)module;
    if (!PyArg_ParseTuple(args, "OLLp|iLL", &capsule, &total, &voters, &record, &project, &cost,
                          &extra))
        return NULL;
    Problem *p = PyCapsule_GetPointer(capsule, NAME);
    if (!p)
        return NULL;
    if (project >= 0) {
        p->probe = project;
        p->probe_cost = cost;
        add_voters(p, project, extra);
    }
    int failed = run(p, total, voters, record);
    PyObject *found = NULL;
    if (failed)
        PyErr_NoMemory();
    else
        found = record ? story(p, p->rounds, p->rounds + 1) : whole(p->winner, p->rounds);
    if (project >= 0) {
        p->probe = -1;
        add_voters(p, project, -extra);
    }
    return found;
}

enum { LOSES, WINS, PERHAPS };

/* What becomes of the probe with any number from `few` to `many` of voters more who choose it alone,
   when all voters together hold `total`: the more voters, the less each holds.

   The run of the others at the low end (`many`, the lowest share) gives their purchases and the
   highest rate of each; at the high end (`few`) the same purchases give the lowest. Where the others
   buy the same at both ends they do between (see `same_up_to`). The probe's own rate is worst with
   few voters who hold least, best with many who hold most: when even its best is no match, it
   loses everywhere, and when its worst goes first, it wins everywhere. */
static int between(Problem *p, int64_t total, int64_t voters, int64_t few, int64_t many,
                   int *sequence, double *highest, double *worst, int *rounds) {
    int mine = p->probe, j, state, found = PERHAPS, decided = 0;
    double r, d;
    p->aside = mine;
    add_voters(p, mine, few);
    begin(p, total, voters + many, 0);
    for (;;) {
        int t = p->rounds;
        worst[t] = INFINITY;
        if (p->closed[mine] == 3 && evaluate(p, mine, &r, &d) != DROPPED) {
            p->bound[mine] = r - d;
            worst[t] = r + d;
        }
        if ((j = choose(p)) < 0)
            break;
        if (worst[t] < p->bound[j] && evaluate(p, j, &r, &d) != DROPPED) {
            /* It goes first here: what comes after this round makes no difference. */
            decided = 1;
            highest[t] = r + d;
            sequence[t] = j;
            break;
        }
        buy(p, j, cost_of(p, j), 0);
        highest[t] = p->highest[t];
    }
    *rounds = p->rounds + decided;
    memcpy(sequence, p->winner, sizeof(int) * (size_t)p->rounds);
    add_voters(p, mine, many - few);
    begin(p, total, voters + few, 0);
    for (int t = p->rounds; t < *rounds && p->closed[mine] != 2; t++) {
        for (int seen = 0; seen < p->waiting; seen++) {
            j = p->order[seen];
            if (p->closed[j] || p->round_of[j] >= 0 || j == sequence[t])
                continue;
            if (p->bound[j] > highest[t])
                break;
            if (evaluate(p, j, &r, &d) == DROPPED) {
                shut(p, j, 1);
                continue;
            }
            p->bound[j] = r - d;
            if (p->bound[j] <= highest[t])
                goto done;
        }
        state = evaluate(p, mine, &r, &d);
        if (state != DROPPED && (p->bound[mine] = r - d) <= highest[t]) {
            if (worst[t] < INFINITY && evaluate(p, sequence[t], &r, &d) != DROPPED &&
                worst[t] < r - d)
                found = WINS;
            goto done;
        }
        buy(p, sequence[t], cost_of(p, sequence[t]), 0);
        reorder(p);
    }
    if (p->closed[mine] == 2) {
        /* What the others do from here on was not compared. */
        *rounds = -1;
        found = LOSES;
        goto done;
    }
    for (int i = 0; i < p->waiting; i++) {
        j = p->order[i];
        if (!p->closed[j] && p->round_of[j] < 0 && evaluate(p, j, &r, &d) != DROPPED)
            goto done;
    }
    if (evaluate(p, mine, &r, &d) == DROPPED)
        found = LOSES;
    else if (worst[*rounds] < INFINITY)
        found = WINS;
done:
    add_voters(p, mine, -many);
    p->aside = -1;
    return found;
}

PyDoc_STRVAR(between_doc,
    "between(problem, total, voters, project, cost, few, many)\n\n"
    "Whether the project at this cost, with from `few` to `many` voters more who chose it alone, loses\n"
    "(0) or wins (1) at each of these numbers; 2 when it may differ. And what the others buy at all of\n"
    "them when it loses, or None where that was not compared.");

static PyObject *asked_between(PyObject *module, PyObject *args) {
    PyObject *capsule, *found = NULL;
    long long total, voters, cost, few, many;
    int project, rounds = 0;
    (void)module;
    if (!PyArg_ParseTuple(args, "OLLiLLL", &capsule, &total, &voters, &project, &cost, &few, &many))
        return NULL;
    Problem *p = PyCapsule_GetPointer(capsule, NAME);
    if (!p)
        return NULL;
    int *sequence = malloc(sizeof(int) * (size_t)(p->projects + 1));
    double *highest = malloc(sizeof(double) * 2 * (size_t)(p->projects + 1));
    if (!sequence || !highest) {
        PyErr_NoMemory();
        goto done;
    }
    p->probe = project;
    p->probe_cost = cost;
    int verdict = between(p, total, voters, few, many, sequence, highest,
                          highest + p->projects + 1, &rounds);
    p->probe = -1;
    if (verdict == LOSES && rounds >= 0)
        found = Py_BuildValue("(iN)", verdict, whole(sequence, rounds));
    else
        found = Py_BuildValue("(iO)", verdict, Py_None);
done:
    free(sequence);
    free(highest);
    return found;
}

/* Says how far it is, a few times a second; 0 when it must stop. */
static int told_so_far(PyObject *tick, long long k, clock_t *said) {
    if (PyErr_CheckSignals())
        return 0;
    if (tick != Py_None && (double)(clock() - *said) > 0.1 * CLOCKS_PER_SEC) {
        PyObject *answer = PyObject_CallFunction(tick, "L", k + 1);
        *said = clock();
        if (!answer)
            return 0;
        Py_DECREF(answer);
    }
    return 1;
}

PyDoc_STRVAR(add1_doc,
    "add1(problem, budget, voters, step, tick, jump)\n\n"
    "Raises every share by step / voters until the outcome is exhaustive, or the next would exceed\n"
    "the budget. Returns (steps, stopped early, runs made, story, winners and prices beyond). `tick`\n"
    "gets the number of steps a few times a second, and may raise. Without `jump` every step is run.");

static PyObject *add1(PyObject *module, PyObject *args) {
    PyObject *capsule, *tick, *beyond = NULL, *told = NULL, *found = NULL;
    long long budget, voters, step, k = 0, made = 1;
    int jump, over = 0;
    (void)module;
    if (!PyArg_ParseTuple(args, "OLLLOp", &capsule, &budget, &voters, &step, &tick, &jump))
        return NULL;
    Problem *p = PyCapsule_GetPointer(capsule, NAME);
    if (!p)
        return NULL;
    size_t room = (size_t)p->projects + 1;
    trail low = {0, malloc(sizeof(int) * room), malloc(sizeof(double) * room),
                 malloc(sizeof(int64_t) * room)};
    if (!low.winner || !low.highest || !low.plain) {
        PyErr_NoMemory();
        goto done;
    }
    jump = jump && !has_parts(p);
    int64_t width = 1, alike = 0;
    clock_t said = clock();
    run(p, budget, voters, 0);
    while (!exhaustive(p, budget)) {
        low.rounds = p->rounds;
        memcpy(low.winner, p->winner, sizeof(int) * (size_t)p->rounds);
        keep_rates(p, &low);
        for (; jump && width > 1; made++) {
            if (!told_so_far(tick, k, &said))
                goto done;
            if (same_up_to(p, budget + (k + width) * step, voters, &low)) {
                keep_rates(p, &low);
                k += width;
                width *= 2;
            } else
                width /= 4;
        }
        if (!told_so_far(tick, k, &said))
            goto done;
        made++;
        run(p, budget + (k + 1) * step, voters, 0);
        if (spent(p) > budget) {
            over = 1;
            break;
        }
        k++;
        /* Where three neighbours are alike, more may be; a try that fails costs half a run. */
        alike = same_winners(p, &low) ? alike + 1 : 0;
        width = alike > 1 ? 2 : 1;
    }
    if (over) {
        if (run(p, budget + (k + 1) * step, voters, 1)) {
            PyErr_NoMemory();
            goto done;
        }
        if (!(beyond = story(p, p->rounds, p->rounds + 1)))
            goto done;
    } else {
        Py_INCREF(Py_None);
        beyond = Py_None;
    }
    if (run(p, budget + k * step, voters, 1))
        PyErr_NoMemory();
    else
        told = story(p, p->rounds, p->rounds + 1);
    if (told)
        found = Py_BuildValue("(LLOO)", k, made, told, beyond);
done:
    free(low.winner);
    free(low.highest);
    free(low.plain);
    Py_XDECREF(beyond);
    Py_XDECREF(told);
    return found;
}

PyDoc_STRVAR(phragmen_doc,
    "phragmen(problem, budget, project=-1, cost=0, extra=0)\n\n"
    "The story of the sequential rule, and the project that no longer fitted or -1. The moments of\n"
    "all purchases, and of that project, are the prices. With `project` as for `shares`.");

static PyObject *sequential(PyObject *module, PyObject *args) {
    PyObject *capsule, *told = NULL;
    long long budget, cost = 0, extra = 0;
    int project = -1;
    (void)module;
    if (!PyArg_ParseTuple(args, "OL|iLL", &capsule, &budget, &project, &cost, &extra))
        return NULL;
    Problem *p = PyCapsule_GetPointer(capsule, NAME);
    if (!p)
        return NULL;
    int *tied = malloc(sizeof(int) * (size_t)(p->projects + 1));
    if (!tied)
        return PyErr_NoMemory();
    if (project >= 0) {
        p->probe = project;
        p->probe_cost = cost;
        add_voters(p, project, extra);
    }
    int stop = phragmen(p, budget, tied);
    free(tied);
    int lines = p->rounds + (stop >= 0);
    if (stop == -2)
        PyErr_NoMemory();
    else
        told = story(p, lines, lines);
    if (project >= 0) {
        p->probe = -1;
        add_voters(p, project, -extra);
    }
    return told ? Py_BuildValue("(Ni)", told, stop) : NULL;
}

/* Reading: the rows of the votes of a file, equal ballots together. */

typedef struct {
    int64_t *starts, *projects, *points, *weights;
    int64_t groups, entries, room_groups, room_entries;
    int64_t *table, slots;
    int with_points;
} Ballots;

static void ballots_free(Ballots *b) {
    free(b->starts);
    free(b->projects);
    free(b->points);
    free(b->weights);
    free(b->table);
}

static uint64_t mixed(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const Ballots *b, const int64_t *projects, const int64_t *points, int64_t n) {
    uint64_t hash = (uint64_t)n;
    for (int64_t i = 0; i < n; i++) {
        hash = mixed(hash, (uint64_t)projects[i]);
        if (b->with_points)
            hash = mixed(hash, (uint64_t)points[i]);
    }
    return hash;
}

/* One more voter with this ballot; 0 without memory. */
static int add_ballot(Ballots *b, const int64_t *projects, const int64_t *points, int64_t n) {
    if (2 * (b->groups + 1) > b->slots) {
        int64_t slots = b->slots ? 2 * b->slots : 1024;
        int64_t *table = malloc(sizeof(int64_t) * (size_t)slots);
        if (!table)
            return 0;
        for (int64_t i = 0; i < slots; i++)
            table[i] = -1;
        for (int64_t g = 0; g < b->groups; g++) {
            int64_t from = b->starts[g];
            uint64_t at = hash_of(b, b->projects + from, b->points + from, b->starts[g + 1] - from);
            while (table[at & (uint64_t)(slots - 1)] >= 0)
                at++;
            table[at & (uint64_t)(slots - 1)] = g;
        }
        free(b->table);
        b->table = table;
        b->slots = slots;
    }
    uint64_t at = hash_of(b, projects, points, n);
    size_t size = sizeof(int64_t) * (size_t)n;
    for (;; at++) {
        int64_t g = b->table[at & (uint64_t)(b->slots - 1)];
        if (g < 0)
            break;
        int64_t from = b->starts[g];
        if (b->starts[g + 1] - from == n && !memcmp(b->projects + from, projects, size) &&
            (!b->with_points || !memcmp(b->points + from, points, size))) {
            b->weights[g]++;
            return 1;
        }
    }
    if (b->groups + 2 > b->room_groups) {
        int64_t room = 2 * b->room_groups + 64;
        int64_t *starts = realloc(b->starts, sizeof(int64_t) * (size_t)room);
        if (starts)
            b->starts = starts;
        int64_t *weights = realloc(b->weights, sizeof(int64_t) * (size_t)room);
        if (weights)
            b->weights = weights;
        if (!starts || !weights)
            return 0;
        b->room_groups = room;
    }
    if (b->entries + n > b->room_entries || !b->projects) {
        int64_t room = 2 * (b->room_entries + n) + 64;
        int64_t *more = realloc(b->projects, sizeof(int64_t) * (size_t)room);
        if (more)
            b->projects = more;
        int64_t *marks = realloc(b->points, sizeof(int64_t) * (size_t)room);
        if (marks)
            b->points = marks;
        if (!more || !marks)
            return 0;
        b->room_entries = room;
    }
    b->table[at & (uint64_t)(b->slots - 1)] = b->groups;
    if (!b->groups)
        b->starts[0] = 0;
    memcpy(b->projects + b->entries, projects, size);
    memcpy(b->points + b->entries, points, size);
    b->entries += n;
    b->weights[b->groups++] = 1;
    b->starts[b->groups] = b->entries;
    return 1;
}

static int blank(char c) { return c == ' ' || c == '\t'; }

static void trim(const char **from, const char **to) {
    while (*from < *to && blank(**from))
        (*from)++;
    while (*to > *from && blank((*to)[-1]))
        (*to)--;
}

typedef struct {
    const char *at;
    Py_ssize_t size;
} name;

static uint64_t hash_text(const char *at, Py_ssize_t size) {
    uint64_t hash = (uint64_t)size;
    for (Py_ssize_t i = 0; i < size; i++)
        hash = mixed(hash, (uint8_t)at[i]);
    return hash;
}

static int64_t find_name(const name *names, const int64_t *table, int64_t slots, const char *at,
                         Py_ssize_t size) {
    for (uint64_t h = hash_text(at, size);; h++) {
        int64_t found = table[h & (uint64_t)(slots - 1)];
        if (found < 0 || (names[found].size == size && !memcmp(names[found].at, at, (size_t)size)))
            return found;
    }
}

PyDoc_STRVAR(votes_doc,
    "votes(rows, cells, vote, points, ids, ordered, limit)\n\n"
    "Reads the rows of a file's votes: at most `cells` cells each, the ballot in cell `vote`, its\n"
    "points in cell `points` (-1: none). `ids` are the projects as bytes, in text order. Returns\n"
    "(weights, starts, projects, points, voters, repeated, first, too many, first): int64 buffers,\n"
    "and how many ballots name a project twice, or more than `limit`, with the row of the first.\n"
    "None when a row is anything but plain: then the caller reads slowly, and says what is wrong.");

static PyObject *votes(PyObject *module, PyObject *args) {
    const char *rows;
    Py_ssize_t size;
    int cells, vote_at, points_at, ordered;
    long long limit;
    PyObject *ids, *result = NULL;
    (void)module;
    if (!PyArg_ParseTuple(args, "y#iiiOpL", &rows, &size, &cells, &vote_at, &points_at, &ids, &ordered,
                          &limit))
        return NULL;
    Py_ssize_t count = PyTuple_Size(ids);
    if (count < 0)
        return NULL;
    int64_t slots = 64, line = 0, voters = 0, repeated[2] = {0, 0}, many[2] = {0, 0};
    while (slots < 4 * count)
        slots *= 2;
    Ballots b = {0};
    b.with_points = points_at >= 0;
    name *names = malloc(sizeof(name) * (size_t)(count + 1));
    int64_t *table = malloc(sizeof(int64_t) * (size_t)slots);
    size_t room = (size_t)count + 1;
    int64_t *on = malloc(sizeof(int64_t) * room), *marks = calloc(room, sizeof(int64_t));
    int64_t *seen = calloc(room, sizeof(int64_t));
    int plain = 1;
    if (!names || !table || !on || !marks || !seen)
        goto memory;
    for (int64_t i = 0; i < slots; i++)
        table[i] = -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        char *text;
        if (PyBytes_AsStringAndSize(PyTuple_GetItem(ids, i), &text, &names[i].size))
            goto done;
        names[i].at = text;
        uint64_t h = hash_text(text, names[i].size);
        while (table[h & (uint64_t)(slots - 1)] >= 0)
            h++;
        table[h & (uint64_t)(slots - 1)] = i;
    }
    const char *at = rows, *stop = rows + size;
    plain = !memchr(rows, '"', (size_t)size) && !memchr(rows, 0, (size_t)size);
    while (plain && at < stop) {
        const char *end = memchr(at, '\n', (size_t)(stop - at)), *next;
        if (!end)
            end = stop;
        next = end + 1;
        line++;
        if (end > at && end[-1] == '\r')
            end--;
        if (end - at > (1 << 19) || memchr(at, '\r', (size_t)(end - at))) {
            plain = 0;
            break;
        }
        const char *vote = NULL, *vote_end = NULL, *marked = NULL, *marked_end = NULL, *cell = at;
        int found = 0, written = 0;
        for (const char *c = at;; c++)
            if (c == end || *c == ';') {
                if (found == vote_at)
                    vote = cell, vote_end = c;
                if (found == points_at)
                    marked = cell, marked_end = c;
                for (const char *i = cell; i < c && !written; i++)
                    written = *i > ' ' && *i < 0x7f;
                found++;
                cell = c + 1;
                if (c == end)
                    break;
            }
        if (!written) {
            /* A blank line counts for nothing; separators alone, or what Unicode may call a space, are
               for the slow reader. */
            for (const char *i = at; i < end && plain; i++)
                plain = blank(*i);
            at = next;
            continue;
        }
        if (found > cells || !vote || (b.with_points && !marked) || (found == 1 && vote_at == 0 && vote_end - vote < 9)) {
            /* Too long, too short, or perhaps the name of a section. */
            plain = 0;
            break;
        }
        if (found < 2) {
            plain = 0;
            break;
        }
        int64_t n = 0, twice = 0;
        for (const char *c = vote; c <= vote_end && plain;) {
            const char *comma = c, *from, *to;
            while (comma < vote_end && *comma != ',')
                comma++;
            from = c;
            to = comma;
            trim(&from, &to);
            c = comma + 1;
            if (from == to) {
                if (b.with_points && vote != vote_end)
                    plain = 0;
                continue;
            }
            int64_t project = find_name(names, table, slots, from, to - from);
            if (project < 0) {
                plain = 0;
                break;
            }
            if (seen[project] == line) {
                twice = 1;
                continue;
            }
            seen[project] = line;
            if (b.with_points) {
                /* The next number, in the same place of its own cell. */
                int64_t value = 0, digits = 0;
                if (!marked || marked > marked_end) {
                    plain = 0;
                    break;
                }
                while (marked < marked_end && blank(*marked))
                    marked++;
                for (; marked < marked_end && *marked >= '0' && *marked <= '9' && digits < 9; digits++)
                    value = 10 * value + (*marked++ - '0');
                while (marked < marked_end && blank(*marked))
                    marked++;
                if (!digits || (marked < marked_end && *marked != ',')) {
                    plain = 0;
                    break;
                }
                marked++;
                marks[n] = value;
            }
            on[n++] = project;
        }
        if ((b.with_points && ((n && marked && marked <= marked_end) || twice || (!n && marked && marked != marked_end))) ||
            (ordered && twice))
            plain = 0;
        if (!plain)
            break;
        if (!ordered)
            for (int64_t i = 1; i < n; i++) {
                int64_t project = on[i], mark = marks[i], k = i;
                for (; k && on[k - 1] > project; k--) {
                    on[k] = on[k - 1];
                    marks[k] = marks[k - 1];
                }
                on[k] = project;
                marks[k] = mark;
            }
        voters++;
        if (twice && !repeated[0]++)
            repeated[1] = line;
        if (limit >= 0 && n > limit && !many[0]++)
            many[1] = line;
        if (!add_ballot(&b, on, marks, n))
            goto memory;
        at = next;
    }
    if (!plain) {
        Py_INCREF(Py_None);
        result = Py_None;
        goto done;
    }
    result = Py_BuildValue("(NNNNLLLLL)", numbers(b.weights, (size_t)b.groups),
                           b.groups ? numbers(b.starts, (size_t)b.groups + 1) : numbers(&b.groups, 1),
                           numbers(b.projects, (size_t)b.entries),
                           numbers(b.points, b.with_points ? (size_t)b.entries : 0),
                           (long long)voters, (long long)repeated[0], (long long)repeated[1],
                           (long long)many[0], (long long)many[1]);
    goto done;
memory:
    PyErr_NoMemory();
done:
    ballots_free(&b);
    free(names);
    free(table);
    free(on);
    free(marks);
    free(seen);
    return result;
}

PyDoc_STRVAR(count_doc,
    "count(weights, starts, projects, size)\n\n"
    "Voters behind each of `size` projects: an int64 buffer.");

static PyObject *count(PyObject *module, PyObject *args) {
    PyObject *weights, *starts, *projects, *result = NULL;
    long long size;
    (void)module;
    if (!PyArg_ParseTuple(args, "OOOL", &weights, &starts, &projects, &size))
        return NULL;
    Py_ssize_t groups = 0, bounds = 0, entries = 0;
    int64_t *weight = NULL, *start = NULL, *on = NULL, *found = NULL;
    if (!(weight = taken(weights, &groups)) || !(start = taken(starts, &bounds)) ||
        !(on = taken(projects, &entries)))
        goto done;
    if (!(found = calloc((size_t)size + 1, sizeof(int64_t)))) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t g = 0; g < groups && g + 1 < bounds; g++)
        for (int64_t e = start[g]; e < start[g + 1] && e < entries; e++)
            if (on[e] >= 0 && on[e] < size)
                found[on[e]] += weight[g];
    result = numbers(found, (size_t)size);
done:
    free(weight);
    free(start);
    free(on);
    free(found);
    return result;
}

static PyMethodDef methods[] = {{"votes", votes, METH_VARARGS, votes_doc},
                                {"count", count, METH_VARARGS, count_doc},
                                {"load", load, METH_VARARGS, load_doc},
                                {"shares", shares, METH_VARARGS, shares_doc},
                                {"between", asked_between, METH_VARARGS, between_doc},
                                {"add1", add1, METH_VARARGS, add1_doc},
                                {"phragmen", sequential, METH_VARARGS, phragmen_doc},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_kernel", NULL, -1, methods,
                                        NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModule_Create(&definition); }
